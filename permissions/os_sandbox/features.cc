#include "permissions/os_sandbox/features.h"

#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "permissions/os_sandbox/landlock_abi.h"

namespace bailey::permissions::os_sandbox {

KernelFeatures detect_features() {
  KernelFeatures features;
  long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  features.landlock_abi = abi > 0 ? static_cast<int>(abi) : 0;
  if (features.landlock_abi >= 7) {
    long errata = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskErrata);
    features.landlock_errata = errata > 0 ? static_cast<unsigned>(errata) : 0;
  }
  // Without a program: EFAULT where filters exist, EINVAL or ENOSYS where they do not.
  long filter = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, nullptr);
  features.has_seccomp = filter == -1 && errno == EFAULT;
  return features;
}

}  // namespace bailey::permissions::os_sandbox
