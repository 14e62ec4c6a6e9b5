#include "runtime/os/descriptor_limit.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <cerrno>

#include "runtime/base/os_error.h"

namespace bailey::os {

Result<> allow_descriptors(std::uint64_t count) {
  rlimit bound{};
  if (::getrlimit(RLIMIT_NOFILE, &bound) != 0) return os_failure(errno, "getrlimit");
  // The kernel gives the lowest number that is free: the bound is where `count` of them lie below.
  rlim_t number = 0;
  for (std::uint64_t free = 0; number < bound.rlim_max; ++number) {
    if (::fcntl(static_cast<int>(number), F_GETFD) >= 0) continue;
    if (free++ == count) break;
  }
  bound.rlim_cur = number;
  if (::setrlimit(RLIMIT_NOFILE, &bound) != 0) return os_failure(errno, "setrlimit");
  return {};
}

}  // namespace bailey::os
