// What a machine offers beyond what the wall itself asks about, for people who set one up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "permissions/os_sandbox/features.h"

namespace bailey::permissions::os_sandbox {

struct Machine {
  enum class Cgroups : std::uint8_t { None, Old, Unified };

  KernelFeatures features = {};
  std::string kernel = {};        // "Linux 6.18.44"
  std::string architecture = {};  // "x86_64"
  std::string security_modules =
      {};  // "capability,landlock,yama"; empty when the kernel does not tell
  bool has_user_namespaces = false;
  Cgroups cgroups = Cgroups::None;
  std::vector<std::string> cgroup_controllers =
      {};  // those that the process's own group has; Unified
  bool has_protection_keys = false;
  bool is_root = false;
};

// Asks the kernel, in part by trying in a child process. Call it while there is one thread.
Machine inspect_machine();

}  // namespace bailey::permissions::os_sandbox
