#include "permissions/os_sandbox/machine.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

namespace bailey::permissions::os_sandbox {
namespace {

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

bool can_make_user_namespace() {
  pid_t child = ::fork();
  if (child == 0) ::_exit(::unshare(CLONE_NEWUSER) == 0 ? 0 : 1);
  int status = 1;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

bool has_protection_keys() {
  int key = ::pkey_alloc(0, 0);
  if (key >= 0) ::pkey_free(key);
  return key >= 0;
}

// The process's own group below the unified hierarchy: the line "0::/path" of /proc/self/cgroup.
void look_at_cgroups(Machine& machine) {
  struct stat info{};
  if (::stat("/sys/fs/cgroup", &info) != 0) return;
  bool is_unified = ::stat("/sys/fs/cgroup/cgroup.controllers", &info) == 0;
  machine.cgroups = is_unified ? Machine::Cgroups::Unified : Machine::Cgroups::Old;
  if (!is_unified) return;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    if (!line.starts_with("0::")) continue;
    std::istringstream controllers(
        first_line("/sys/fs/cgroup" + line.substr(3) + "/cgroup.controllers"));
    for (std::string name; controllers >> name;) machine.cgroup_controllers.push_back(name);
  }
}

}  // namespace

Machine inspect_machine() {
  Machine machine;
  machine.features = detect_features();
  utsname system{};
  if (::uname(&system) == 0) {
    machine.kernel = std::string(system.sysname) + " " + system.release;
    machine.architecture = system.machine;
  }
  machine.security_modules = first_line("/sys/kernel/security/lsm");
  machine.has_user_namespaces = can_make_user_namespace();
  look_at_cgroups(machine);
  machine.has_protection_keys = has_protection_keys();
  machine.is_root = ::geteuid() == 0;
  return machine;
}

}  // namespace bailey::permissions::os_sandbox
