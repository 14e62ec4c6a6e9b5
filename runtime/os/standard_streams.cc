#include "runtime/os/standard_streams.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"

namespace bailey::os {
namespace {

Result<std::shared_ptr<File>> open_stream(
    int number, permissions::Access access, Terminals& terminals) {
  int fd = ::fcntl(number, F_DUPFD_CLOEXEC, 3);
  if (fd < 0) return os_failure(errno, "");
  auto file = std::make_shared<File>(OwnedFd(fd), access, terminals.gate(number));
  file->charge_to(terminals.budget());
  return file;
}

}  // namespace

Result<StandardStreams> open_standard_streams(Terminals& terminals) {
  using permissions::Access;
  return StandardStreams{.input = BAILEY_TRY(open_stream(0, Access::Read, terminals)),
      .output = BAILEY_TRY(open_stream(1, Access::Write, terminals)),
      .error = BAILEY_TRY(open_stream(2, Access::Write, terminals))};
}

Result<> write_standard_stream(int stream, std::string_view text) {
  while (!text.empty()) {
    ssize_t count = ::write(stream, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd wait{stream, POLLOUT, 0};
      if (::poll(&wait, 1, -1) < 0 && !should_retry(errno)) return {};
    } else if (errno == EPIPE || errno == EBADF) {
      return {};
    } else if (!should_retry(errno)) {
      // Interrupted for good: the thread is to end, and so is what it writes.
      if (errno == EINTR) return {};
      return os_failure(errno, "");
    }
  }
  return {};
}

}  // namespace bailey::os
