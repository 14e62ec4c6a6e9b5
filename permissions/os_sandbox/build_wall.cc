#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <format>
#include <vector>

#include "permissions/os_sandbox/capabilities.h"
#include "permissions/os_sandbox/landlock_abi.h"
#include "permissions/os_sandbox/sanitized.h"
#include "permissions/os_sandbox/wall.h"

namespace bailey::permissions::os_sandbox {
namespace {

static_assert(sizeof(BpfInstruction) == sizeof(sock_filter));

std::unexpected<Error> wall_error(std::string_view what, int error) {
  return fail(ErrorClass::Error,
      std::format("cannot build the kernel sandbox: {}: {}; run with --sandbox=off to do without",
          what, std::strerror(error)));
}

class Descriptor {
 public:
  explicit Descriptor(long fd) : fd_(static_cast<int>(fd)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// The rights that a rule for this path may have: the kernel refuses one for a file that names
// rights on folders.
std::uint64_t fitting(int fd, std::uint64_t rights) {
  struct stat info{};
  if (::fstat(fd, &info) == 0 && !S_ISDIR(info.st_mode)) rights &= kFileRights;
  return rights;
}

Result<> add_path(int ruleset, const WallPlan& plan, const PathRights& path) {
  Descriptor fd(::open(path.path.c_str(), O_PATH | O_CLOEXEC));
  // Gone since the plan was made, or not to be seen by this user: nothing to grant.
  if (fd.get() < 0) return {};
  PathRuleAttributes rule{
      .allowed = fitting(fd.get(), path.rights & plan.handled_fs), .parent_fd = fd.get()};
  if (rule.allowed == 0) return {};
  // EBADFD: a file system that Landlock leaves alone, such as the one of pipes.
  if (::syscall(SYS_landlock_add_rule, ruleset, kRulePath, &rule, 0) != 0 && errno != EBADFD)
    return wall_error(path.path, errno);
  return {};
}

Result<> restrict_by_landlock(const WallPlan& plan, int abi) {
  RulesetAttributes attributes{plan.handled_fs, plan.handled_net, plan.scoped};
  Descriptor ruleset(::syscall(SYS_landlock_create_ruleset, &attributes, attributes_size(abi), 0));
  if (ruleset.get() < 0) return wall_error("landlock_create_ruleset", errno);
  for (const PathRights& path : plan.paths) BAILEY_TRY(add_path(ruleset.get(), plan, path));
  for (const PortRights& port : plan.ports) {
    PortRuleAttributes rule{.allowed = port.rights & plan.handled_net, .port = port.port};
    if (rule.allowed == 0) continue;
    if (::syscall(SYS_landlock_add_rule, ruleset.get(), kRulePort, &rule, 0) != 0)
      return wall_error(std::format("port {}", port.port), errno);
  }
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0)
    return wall_error("landlock_restrict_self", errno);
  return {};
}

Result<> install_filter(Filter filter) {
  std::vector<sock_filter> program;
  program.reserve(filter_program(filter).size());
  auto own = static_cast<std::uint32_t>(::getpid());
  for (const BpfInstruction& each : filter_program(filter))
    program.push_back({each.code, each.jump_true, each.jump_false,
        each.operand == kOwnProcess ? own : each.operand});
  sock_fprog description{static_cast<unsigned short>(program.size()), program.data()};
  // SECURITY: every thread, should one exist already ("a thread from before the wall is bound").
  long done =
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &description);
  if (done < 0) return wall_error(filter_name(filter), errno);
  if (done > 0) return wall_error(filter_name(filter), EBUSY);
  return {};
}

// SECURITY: no other process of this user reads the memory, and no core file holds it ("the process
// is not dumpable").
Result<> hide_memory() {
  rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) return wall_error("RLIMIT_CORE", errno);
  if (!kIsSanitized && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return wall_error("PR_SET_DUMPABLE", errno);
  return {};
}

}  // namespace

Result<> build_wall(const WallPlan& plan) {
  if (plan.is_empty()) return {};
  if (plan.hides_memory) BAILEY_TRY(hide_memory());
  if (plan.has_landlock() || !plan.filters.empty()) {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
      return wall_error("PR_SET_NO_NEW_PRIVS", errno);
  }
  if (plan.has_landlock()) {
    int abi = detect_features().landlock_abi;
    BAILEY_TRY(restrict_by_landlock(plan, abi));
  }
  if (plan.kept_capabilities) {
    if (int error = keep_capabilities(*plan.kept_capabilities); error != 0)
      return wall_error("capabilities", error);
  }
  for (Filter filter : plan.filters) BAILEY_TRY(install_filter(filter));
  return {};
}

}  // namespace bailey::permissions::os_sandbox
