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

sock_filter instruction_of(const BpfInstruction& each) {
  static const auto kOwn = static_cast<std::uint32_t>(::getpid());
  return {each.code, each.jump_true, each.jump_false,
      each.operand == kOwnProcess ? kOwn : each.operand};
}

constexpr sock_filter kAllow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);

// One program that refuses what any of the filters does: where one allows, the next goes on. The
// kernel runs every program it was given for a call that it has to look into, such as sendmsg().
std::vector<sock_filter> joined(const std::vector<Filter>& filters) {
  std::vector<sock_filter> program;
  // As the kernel has it: of two answers that are equally strict the last filter's counts.
  for (auto filter = filters.rbegin(); filter != filters.rend(); ++filter) {
    auto part = filter_program(*filter);
    for (std::size_t at = 0; at < part.size(); ++at) {
      sock_filter each = instruction_of(part[at]);
      if (each.code == kAllow.code && each.k == kAllow.k) {
        auto to_the_next = static_cast<std::uint32_t>(part.size() - at - 1);
        each = BPF_STMT(BPF_JMP | BPF_JA, to_the_next);
      }
      program.push_back(each);
    }
  }
  program.push_back(kAllow);
  return program;
}

Result<> install(const std::vector<Filter>& filters) {
  auto program = joined(filters);
  sock_fprog description{static_cast<unsigned short>(program.size()), program.data()};
  // SECURITY: every thread, should one exist already ("a thread from before the wall is bound").
  long done =
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &description);
  constexpr std::string_view kWhat = "the filter of system calls";
  if (done < 0) return wall_error(kWhat, errno);
  if (done > 0) return wall_error(kWhat, EBUSY);
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
  return plan.filters.empty() ? Result<>() : install(plan.filters);
}

}  // namespace bailey::permissions::os_sandbox
