#include "cli/program.h"

#include "cli/modules.h"
#include "cli/worker_environment.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"
#include "permissions/parse_policy.h"
#include "runtime/os/process_setup.h"

namespace bailey::cli {
namespace {

permissions::FlagList flag_list(const AccessList& list) {
  switch (list.scope) {
    case AccessList::Scope::Absent:
      return {};
    case AccessList::Scope::All:
      return {permissions::FlagUse::Whole, {}};
    case AccessList::Scope::Listed:
      return {permissions::FlagUse::Listed, list.entries};
  }
  return {};
}

permissions::KindFlags kind_flags(const KindRules& rules) {
  return {flag_list(rules.allow), flag_list(rules.deny), flag_list(rules.ignore)};
}

std::string v8_flags(const RuntimeOptions& options) {
  std::string flags;
  for (const std::string& flag : options.v8_flags) flags += flag + " ";
  if (options.seed) flags += "--random-seed=" + std::to_string(*options.seed);
  return flags;
}

// Ends the process at once: nothing runs after Deno.exit() or an uncaught error.
[[noreturn]] void end_process(Host& host, const engine::Ending& ending) {
  if (!ending.message.empty()) host.show_error(ending.message);
  host.terminals().restore();
  os::end_process(ending.exit_code);
}

}  // namespace

permissions::FlagValues flag_values(const CommandLine& line) {
  const auto& options = line.permissions;
  permissions::FlagValues values;
  values.read = kind_flags(options[PermissionKind::Read]);
  values.write = kind_flags(options[PermissionKind::Write]);
  values.net = kind_flags(options[PermissionKind::Net]);
  values.env = kind_flags(options[PermissionKind::Env]);
  values.sys = kind_flags(options[PermissionKind::Sys]);
  values.run = kind_flags(options[PermissionKind::Run]);
  values.ffi = kind_flags(options[PermissionKind::Ffi]);
  values.import = kind_flags(options[PermissionKind::Import]);
  values.allow_all = options.allow_all;
  values.no_prompt = options.no_prompt;
  values.cached_only = line.modules.cached_only;
  return values;
}

Result<std::string> program_url(Host& host, const std::string& name) {
  return loader::main_module_url(name, BAILEY_TRY(host.paths().current_directory()));
}

int run_program(Host& host, const CommandLine& line, ProgramPlan plan) {
  auto values = flag_values(line);
  values.serve = plan.serve;
  for (const std::string& url : {plan.main_module, line.modules.import_map.value_or("")}) {
    if (!loader::is_remote(url)) continue;
    auto peer = loader::host_and_port(url);
    values.import_hosts.push_back(peer.host + ":" + std::to_string(peer.port));
  }
  auto parsed = permissions::parse_policy(values, host.paths(), host.programs());
  if (!parsed) return host.fail(parsed.error());
  for (const std::string& notice : parsed->notices) host.note("Info " + notice);
  permissions::Broker broker(
      std::move(parsed->policy), {host.paths(), host.programs(), &host.prompter()});

  js::Platform platform;
  engine::start_engine(platform, v8_flags(line.runtime));
  EventLoop loop;
  auto trust = trust_store(host, line);
  if (!trust) return host.fail(trust.error());
  auto modules = Modules::open(host, line, platform, loop, broker, **trust, plan.main_module);
  if (!modules) return host.fail(modules.error());
  if (plan.source) (*modules)->loader().provide(plan.main_module, *std::move(plan.source));
  if (auto map = (*modules)->read_import_map(loop); !map) return host.fail(map.error());
  engine::RuntimeOptions options;
  options.colors = host.colors();
  options.program.arguments = std::move(plan.arguments);
  options.program.main_module = plan.main_module;
  options.program.location = line.runtime.location.value_or("");
  options.program.unstable = line.runtime.unstable;
  ops::ProcessParts process{host.environment(), host.terminals()};
  CommandLineWorkers environment(host, line, platform, process, options);
  engine::WorkerThreads workers(platform, environment);
  engine::Runtime runtime(platform, loop, broker, (*modules)->loader(), std::move(options));
  runtime.realm().provide<workers::WorkerRunner>(workers);
  runtime.realm().provide(process);
  runtime.realm().provide(**trust);
  runtime.on_end = [&](const engine::Ending& ending) { end_process(host, ending); };
  end_process(host, runtime.run(plan.main_module));
}

}  // namespace bailey::cli
