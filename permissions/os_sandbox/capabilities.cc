#include "permissions/os_sandbox/capabilities.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace bailey::permissions::os_sandbox {
namespace {

constexpr int kHighestPossible = 63;

struct CapabilitySets {
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  std::array<__user_cap_data_struct, 2> data{};
};

}  // namespace

int keep_capabilities(std::uint64_t kept) {
  CapabilitySets sets;
  if (::syscall(SYS_capget, &sets.header, sets.data.data()) != 0) return errno;
  bool can_bound = (sets.data[0].effective & (1U << CAP_SETPCAP)) != 0;
  for (int capability = 0; can_bound && capability <= kHighestPossible; ++capability) {
    if ((kept >> capability & 1) != 0) continue;
    // EINVAL: the kernel has no more of them.
    if (::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) break;
  }
  // Kernels before 4.3 have no ambient set, and nothing in it.
  if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 && errno != EINVAL)
    return errno;
  for (std::size_t half = 0; half < sets.data.size(); ++half) {
    auto mask = static_cast<std::uint32_t>(kept >> (32 * half));
    sets.data[half].effective &= mask;
    sets.data[half].permitted &= mask;
    sets.data[half].inheritable = 0;
  }
  return ::syscall(SYS_capset, &sets.header, sets.data.data()) == 0 ? 0 : errno;
}

}  // namespace bailey::permissions::os_sandbox
