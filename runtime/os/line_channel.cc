#include "runtime/os/line_channel.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"

namespace bailey::os {

Result<LineChannel> LineChannel::connect(const permissions::UnixGrant& grant) {
  const std::string& path = grant.resolved();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.contains('\0')) return os_failure(EINVAL, "");
  if (path.size() >= sizeof(address.sun_path)) return os_failure(ENAMETOOLONG, "");
  std::memcpy(address.sun_path, path.data(), path.size());
  OwnedFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return os_failure(errno, "");
  const auto* place = reinterpret_cast<const sockaddr*>(&address);
  while (::connect(socket.get(), place, sizeof(address)) != 0)
    if (!should_retry(errno)) return os_failure(errno, "");
  return LineChannel(std::move(socket));
}

Result<> LineChannel::send(std::string_view text) {
  while (!text.empty()) {
    auto count = ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    // Half a line must not stay behind, so what is begun is finished.
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return os_failure(errno, "");
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<std::string> LineChannel::receive(std::size_t limit) {
  std::size_t searched = 0;
  for (;;) {
    auto end = received_.find('\n', searched);
    if (std::min(end, received_.size()) > limit)
      return fail(ErrorClass::InvalidData, "a line is longer than the limit");
    if (end != std::string::npos) {
      std::string line = received_.substr(0, end);
      received_.erase(0, end + 1);
      return line;
    }
    searched = received_.size();
    std::array<char, 4096> buffer;
    auto count = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (count == 0) return fail(ErrorClass::UnexpectedEof, "the connection was closed");
    if (count > 0) received_.append(buffer.data(), static_cast<std::size_t>(count));
    if (count < 0 && !should_retry(errno)) return os_failure(errno, "");
  }
}

}  // namespace bailey::os
