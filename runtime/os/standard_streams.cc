#include "runtime/os/standard_streams.h"

#include <fcntl.h>

#include <cerrno>

#include "runtime/base/os_error.h"

namespace bailey::os {
namespace {

Result<std::shared_ptr<File>> open_stream(
    int number, permissions::Access access, Terminals& terminals) {
  int fd = ::fcntl(number, F_DUPFD_CLOEXEC, 3);
  if (fd < 0) return os_failure(errno, "");
  return std::make_shared<File>(OwnedFd(fd), access, terminals.gate(number));
}

}  // namespace

Result<StandardStreams> open_standard_streams(Terminals& terminals) {
  using permissions::Access;
  return StandardStreams{.input = BAILEY_TRY(open_stream(0, Access::Read, terminals)),
      .output = BAILEY_TRY(open_stream(1, Access::Write, terminals)),
      .error = BAILEY_TRY(open_stream(2, Access::Write, terminals))};
}

}  // namespace bailey::os
