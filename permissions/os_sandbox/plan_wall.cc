#include <linux/capability.h>

#include <algorithm>
#include <format>

#include "permissions/os_sandbox/draft.h"
#include "permissions/os_sandbox/sanitized.h"

namespace bailey::permissions::os_sandbox {
namespace {

// The oldest Landlock that holds what `require` promises.
constexpr int kStrictAbi = 3;             // truncate()
constexpr int kStrictAbiForChildren = 6;  // signals

constexpr std::uint64_t capability(int number) { return 1ULL << number; }

Shape shape_of(const Policy& policy, const RuntimeNeeds& needs, SandboxMode mode) {
  if (reach(policy.run, needs) == Reach::None) return Shape::Sealed;
  if (mode == SandboxMode::Require) return Shape::Children;
  bool is_granted =
      policy.run.whole() == Ruling::Granted || policy.run.index().has(Ruling::Granted);
  return is_granted ? Shape::Open : Shape::Yielding;
}

std::uint64_t kept_capabilities(const Draft& draft) {
  const Policy& policy = draft.policy;
  std::uint64_t kept = 0;
  bool reads = reach(policy.read, draft.needs) != Reach::None || !draft.needs.read.empty();
  bool writes = reach(policy.write, draft.needs) != Reach::None || !draft.needs.write.empty();
  if (reads) kept |= capability(CAP_DAC_READ_SEARCH);
  if (reads || writes) kept |= capability(CAP_DAC_OVERRIDE);
  if (writes) kept |= capability(CAP_FOWNER) | capability(CAP_CHOWN) | capability(CAP_FSETID);
  if (reach(policy.net, draft.needs) != Reach::None || draft.needs.serves)
    kept |= capability(CAP_NET_BIND_SERVICE);
  if (reach(policy.sys, draft.needs) != Reach::None) kept |= capability(CAP_SYS_NICE);
  return kept;
}

// What stays open beside the grants, for bailey itself. None of it is anybody's secret.
std::vector<PathRights> runtime_paths(const RuntimeNeeds& needs) {
  std::vector<PathRights> paths;
  auto allow = [&](std::string path, std::uint64_t rights) {
    paths.push_back({std::move(path), rights});
  };
  for (const char* device : {"/dev/null", "/dev/zero"})
    allow(device, kReadFile | kWriteFile | kTruncate);
  for (const char* device : {"/dev/random", "/dev/urandom"}) allow(device, kReadFile);
  // Deno.memoryUsage() and Deno.umask() need no permission.
  for (const char* file : {"/proc/self/stat", "/proc/self/statm", "/proc/self/status"})
    allow(file, kReadFile);
  // The leak check walks the threads and the mappings.
  if (kIsSanitized) allow("/proc/self", kReading);
  for (const char* file : {"/etc/localtime", "/usr/share/zoneinfo"}) allow(file, kReading);
  for (const std::string& path : needs.read) allow(path, kReading);
  for (const std::string& path : needs.write) allow(path, kReading | kWriting);
  if (needs.may_ask()) allow("/dev/tty", kReadFile | kWriteFile | kDeviceIoctl);
  return paths;
}

void close_everything_else(Draft& draft) {
  WallPlan& plan = draft.plan;
  int abi = std::min(draft.features.landlock_abi, kNewestLandlockAbi);
  plan.handled_fs = fs_rights(abi);
  plan.scoped = scopes(abi);
  plan.kept_capabilities = kept_capabilities(draft);
  plan.hides_memory = true;
  for (PathRights& path : runtime_paths(draft.needs))
    draft.allow_beside(std::move(path.path), path.rights);
  // Last, since it leaves no way to install another.
  draft.add(Filter::Arguments);
  draft.add(draft.shape == Shape::Sealed ? Filter::Sealed : Filter::Dangerous);
}

// Only what neither a prompt nor a program that it starts can need.
void close_denied(Draft& draft) {
  int abi = std::min(draft.features.landlock_abi, kNewestLandlockAbi);
  draft.plan.hides_memory = true;
  if (reach(draft.policy.write, draft.needs) != Reach::Any) {
    draft.plan.handled_fs =
        fs_rights(abi) & ~(kReading | kExecute | kDeviceIoctl | kResolveUnix | kMakeSocket);
    for (const char* device : {"/dev/null", "/dev/zero", "/dev/tty", "/dev/pts"})
      draft.allow(device, kWriteFile | kTruncate);
    for (const std::string& path : draft.needs.write) draft.allow(path, kWriting);
  }
}

void plan_kinds(Draft& draft) {
  plan_files(draft, Kind::Read);
  plan_files(draft, Kind::Write);
  plan_net(draft);
  plan_names(draft);
  plan_run(draft);
  plan_ffi(draft);
}

// Same path, rights together; in the order in which paths first came.
void join_paths(std::vector<PathRights>& paths) {
  std::vector<PathRights> joined;
  for (PathRights& path : paths) {
    auto known = std::ranges::find(joined, path.path, &PathRights::path);
    if (known == joined.end()) {
      joined.push_back(std::move(path));
    } else {
      known->rights |= path.rights;
    }
  }
  paths = std::move(joined);
}

// What the kernel lacks for `require`; empty when it has it all.
std::string missing_feature(const Draft& draft) {
  int needed = draft.shape == Shape::Children ? kStrictAbiForChildren : kStrictAbi;
  if (!draft.has_landlock())
    return "this kernel has no Landlock; it needs Linux 6.2 or later with Landlock switched on";
  if (draft.features.landlock_abi < needed)
    return std::format("this kernel's Landlock has ABI {}, and what was granted needs ABI {}",
        draft.features.landlock_abi, needed);
  if (!draft.features.has_seccomp) return "this kernel has no seccomp filters";
  return {};
}

// The error of `require`, or nothing.
Result<> refuse_the_unenforceable(const Draft& draft) {
  std::string list;
  auto add = [&](std::string_view what, std::string_view why, std::string_view remedy) {
    list += std::format("\n  {}: {}", what, why);
    if (!remedy.empty()) list += std::format("\n    remedy: {}", remedy);
  };
  if (auto missing = missing_feature(draft); !missing.empty())
    add("kernel", missing, "run with --sandbox=auto");
  if (draft.needs.may_ask())
    add(draft.needs.asked == Asked::Person ? "prompts" : "external permission broker",
        "what an answer may grant is not known when the wall is built",
        asked_words(draft.needs).remedy);
  for (const Row& row : draft.plan.rows) {
    if (row.enforcement != Enforcement::Kernel) add(row.grant, row.kernel, row.remedy);
  }
  if (list.empty()) return {};
  return fail(ErrorClass::Error,
      "cannot build the kernel sandbox: --sandbox=require was asked for, and the kernel cannot "
      "enforce" +
          list);
}

// Rows for a run without a wall.
void tell_that_it_is_off(WallPlan& plan) {
  for (Row& row : plan.rows) {
    row.enforcement = Enforcement::BrokerOnly;
    row.kernel = "nothing: --sandbox=off";
    row.neither.clear();
    row.remedy.clear();
  }
  plan.forgets_variables = false;
}

void tell_that_all_is_granted(WallPlan& plan, const RuntimeNeeds& needs) {
  bool is_asked = needs.asked == Asked::Broker;
  for (Row& row : plan.rows) {
    row.enforcement = is_asked ? Enforcement::BrokerOnly : Enforcement::Nobody;
    row.broker = is_asked ? asked_words(needs).broker : "refuses nothing";
    row.kernel = is_asked ? "nothing: -A builds no wall" : "nothing to refuse: -A builds no wall";
    row.neither.clear();
    row.remedy.clear();
  }
}

Draft drafted(const Policy& policy, const RuntimeNeeds& needs, const KernelFeatures& features,
    SandboxMode mode) {
  Draft draft{policy, needs, features, mode};
  draft.shape = shape_of(policy, needs, mode);
  plan_kinds(draft);
  if (mode == SandboxMode::Off) tell_that_it_is_off(draft.plan);
  if (mode != SandboxMode::Off && policy.is_unlimited())
    tell_that_all_is_granted(draft.plan, needs);
  return draft;
}

}  // namespace

AskedWords asked_words(const RuntimeNeeds& needs) {
  if (needs.asked == Asked::Broker)
    return {"the external broker decides, not the flags", "the external broker",
        "unset DENO_PERMISSION_BROKER_PATH"};
  return {"asks", "a prompt", "add --no-prompt"};
}

std::string flag_name(Ruling ruling, Kind kind) {
  std::string_view verb = ruling == Ruling::Granted   ? "allow"
                          : ruling == Ruling::Ignored ? "ignore"
                                                      : "deny";
  return std::format("--{}-{}", verb, kind_name(kind));
}

std::string flag_text(Ruling ruling, Kind kind, std::string_view value) {
  return std::format("{}={}", flag_name(ruling, kind), value);
}

Result<WallPlan> plan_wall(const Policy& policy, const RuntimeNeeds& needs,
    const KernelFeatures& features, SandboxMode mode) {
  Draft draft = drafted(policy, needs, features, mode);
  WallPlan open;
  open.rows = draft.plan.rows;
  if (mode == SandboxMode::Off || policy.is_unlimited()) return open;
  if (draft.is_strict()) BAILEY_TRY(refuse_the_unenforceable(draft));
  switch (draft.shape) {
    case Shape::Sealed:
    case Shape::Children:
      close_everything_else(draft);
      break;
    case Shape::Yielding:
      close_denied(draft);
      break;
    case Shape::Open:
      open.hides_memory = true;
      open.forgets_variables = draft.plan.forgets_variables;
      return open;
  }
  join_paths(draft.plan.paths);
  join_paths(draft.plan.own_paths);
  return std::move(draft.plan);
}

std::vector<Row> wall_rows(const Policy& policy, const RuntimeNeeds& needs,
    const KernelFeatures& features, SandboxMode mode) {
  return drafted(policy, needs, features, mode).plan.rows;
}

}  // namespace bailey::permissions::os_sandbox
