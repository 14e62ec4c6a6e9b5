// What the running kernel offers for the wall.
#pragma once

namespace bailey::permissions::os_sandbox {

struct KernelFeatures {
  int landlock_abi = 0;          // 0: none
  unsigned landlock_errata = 0;  // fixes of its own that the kernel names, one bit each
  bool has_seccomp = false;      // filters that bind every thread
};

// Two system calls.
KernelFeatures detect_features();

}  // namespace bailey::permissions::os_sandbox
