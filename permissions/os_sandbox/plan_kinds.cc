// Variables, system information and imports: kinds that the kernel has no rules for.
#include <format>

#include "permissions/os_sandbox/draft.h"
#include "permissions/sys_kind.h"

namespace bailey::permissions::os_sandbox {
namespace {

Row named_row(Kind kind, std::string grant) {
  Row row;
  row.kind = kind;
  row.grant = std::move(grant);
  return row;
}

bool starts_programs(const Draft& draft) {
  return draft.shape == Shape::Open || draft.shape == Shape::Yielding;
}

void plan_env(Draft& draft) {
  const auto& env = draft.policy.env;
  Reach reached = reach(env, draft.needs);
  std::string text = std::string(kind_name(Kind::Env));
  if (env.whole() == Ruling::Granted) text = "--allow-env";
  std::string names;
  for (const auto& [rule, ruling] : env.index().entries()) {
    if (ruling != Ruling::Granted) continue;
    names += (names.empty() ? "" : ",") + rule.name + (rule.is_prefix ? "*" : "");
  }
  if (reached == Reach::Listed) text = "--allow-env=" + names;
  Row row = named_row(Kind::Env, text);
  row.broker = reached == Reach::None           ? std::string("refuses everything")
               : env.whole() == Ruling::Granted ? "every variable"
               : reached == Reach::Any          ? std::string(asked_words(draft.needs).broker)
                                                : "exactly these";
  if (draft.needs.may_ask()) {
    row.enforcement = Enforcement::BrokerOnly;
    row.kernel = std::format(
        "variables stay in memory: {} may grant more than the flags", asked_words(draft.needs).who);
    row.remedy = asked_words(draft.needs).remedy;
  } else if (env.is_unlimited()) {
    row.kernel = "nothing to enforce";
  } else {
    row.kernel = "variables that are not granted are wiped from memory before script runs";
    if (reach(draft.policy.run, draft.needs) != Reach::None)
      row.kernel += ", but for HOME and the few more that programs of --allow-run inherit";
    row.neither =
        "those that bailey needs: PATH, TMPDIR, TZ, LANG, LC_*, DENO_AUTH_TOKENS and the like";
    draft.plan.forgets_variables = true;
  }
  draft.plan.rows.push_back(std::move(row));
}

// The files behind the kinds of information.
void allow_information(Draft& draft) {
  auto has = [&](SysKind kind) {
    return reach(draft.policy.sys, draft.needs) == Reach::Any ||
           draft.policy.sys.index().match(kind) == Ruling::Granted;
  };
  if (has(SysKind::SystemMemoryInfo)) draft.allow_beside("/proc/meminfo", kReadFile);
  if (has(SysKind::Loadavg)) draft.allow_beside("/proc/loadavg", kReadFile);
  if (has(SysKind::OsUptime)) draft.allow_beside("/proc/uptime", kReadFile);
  if (has(SysKind::Cpus)) {
    for (const char* file : {"/proc/cpuinfo", "/proc/stat", "/sys/devices/system/cpu"})
      draft.allow_beside(file, kReading);
  }
  if (has(SysKind::NetworkInterfaces)) draft.allow_beside("/proc/net", kReading);
  if (has(SysKind::UserInfo) || has(SysKind::Homedir)) {
    for (const char* file : {"/etc/passwd", "/etc/group", "/etc/nsswitch.conf"})
      draft.allow_beside(file, kReadFile);
  }
}

void plan_sys(Draft& draft) {
  const auto& sys = draft.policy.sys;
  Reach reached = reach(sys, draft.needs);
  std::string text = "sys";
  if (sys.whole() == Ruling::Granted) text = "--allow-sys";
  std::string names;
  for (int i = 0; i < kSysKindCount; ++i) {
    auto kind = static_cast<SysKind>(i);
    if (sys.index().match(kind) != Ruling::Granted) continue;
    names += (names.empty() ? "" : ",") + std::string(sys_kind_name(kind));
  }
  if (reached == Reach::Listed) text = "--allow-sys=" + names;
  Row row = named_row(Kind::Sys, text);
  row.broker = reached == Reach::None           ? std::string("refuses everything")
               : sys.whole() == Ruling::Granted ? "all of it"
               : reached == Reach::Any          ? std::string(asked_words(draft.needs).broker)
                                                : "exactly these";
  if (starts_programs(draft)) {
    row.enforcement = Enforcement::BrokerOnly;
    row.kernel = "nothing: programs that may be started need it";
    row.remedy = draft.needs.may_ask() ? asked_words(draft.needs).remedy : "--sandbox=require";
  } else {
    row.kernel = "files such as /proc/meminfo only where granted; nothing can be changed";
    row.neither =
        "host name, kernel release, load, uptime, user and group numbers: any process may ask";
  }
  if (draft.is_closing()) allow_information(draft);
  draft.plan.rows.push_back(std::move(row));
}

void plan_import(Draft& draft) {
  const auto& import = draft.policy.computed_import;
  Reach reached = draft.needs.cached_only ? Reach::None : reach(import, draft.needs);
  if (reached == Reach::None) return;
  std::string text = import.whole() == Ruling::Granted ? "--allow-import" : "import";
  std::string hosts;
  // The kernel knows no hosts: those denied are denied by the broker alone.
  bool has_denials = import.index().has(Ruling::FlagDenied);
  for (const auto& [rule, ruling] : import.index().entries()) {
    if (ruling == Ruling::Granted) hosts += (hosts.empty() ? "" : ",") + rule.to_string();
  }
  if (reached == Reach::Listed) text = "--allow-import=" + hosts;
  Row row = named_row(Kind::Import, text);
  row.broker =
      reached == Reach::Listed ? "modules from exactly these hosts" : "modules of any host";
  if (has_denials) row.broker += " but those denied";
  bool is_exact = reached != Reach::Listed && !has_denials;
  row.enforcement = is_exact ? Enforcement::Kernel : Enforcement::Wider;
  row.kernel = reached == Reach::Listed ? "TCP to these ports of every host" : "TCP to every host";
  if (starts_programs(draft) || draft.needs.may_ask()) row.enforcement = Enforcement::BrokerOnly;
  if (row.enforcement != Enforcement::Kernel)
    row.remedy = "name modules in import statements: those are loaded before the wall stands";
  if (draft.needs.may_ask() && import.whole() != Ruling::Granted) {
    auto asked = asked_words(draft.needs);
    row.broker = asked.broker;
    row.kernel = std::format("nothing: {} may grant any host", asked.who);
    row.remedy = asked.remedy;
  }
  draft.plan.rows.push_back(std::move(row));
}

}  // namespace

void plan_names(Draft& draft) {
  plan_env(draft);
  plan_sys(draft);
  plan_import(draft);
}

}  // namespace bailey::permissions::os_sandbox
