#include "cli/program.h"

#include <format>
#include <thread>

#include "cli/audit_log.h"
#include "cli/builtin_code.h"
#include "cli/config_limits.h"
#include "cli/modules.h"
#include "cli/permission_set.h"
#include "cli/prompt_text.h"
#include "cli/record/recording.h"
#include "cli/run_identity.h"
#include "cli/wall.h"
#include "cli/worker_environment.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"
#include "runtime/event_loop/wait_for.h"
#include "runtime/net/free_port.h"
#include "runtime/os/descriptor_limit.h"

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

std::vector<std::string> v8_flags(const RuntimeOptions& options) {
  auto flags = options.v8_flags;
  if (options.seed) flags.push_back("--random-seed=" + std::to_string(*options.seed));
  return flags;
}

// Ends the process at once: nothing runs after Deno.exit() or an uncaught error.
[[noreturn]] void end_process(Host& host, const engine::Ending& ending) {
  if (!ending.message.empty()) host.show_error(ending.message);
  host.end(ending.exit_code);
}

engine::Ending ending_of(const Error& error) { return {1, error.message, {}}; }

// Of the URLs that the command line names.
std::vector<std::string> import_hosts(const CommandLine& line, const ProgramPlan& plan) {
  permissions::FlagValues values;
  auto named = plan.preload;
  named.push_back(plan.main_module);
  add_import_hosts(values, std::move(named), line);
  return std::move(values.import_hosts);
}

// Written bytes, counted where grants are spent.
class CountedWrites final : public permissions::WriteBudget {
 public:
  explicit CountedWrites(limits::ProgramLimits& limits) : limits_(limits) {}
  void spend(std::size_t size) override { limits_.count_written(size); }

 private:
  limits::ProgramLimits& limits_;
};

// What the threads of a program have in common.
struct Program {
  Host& host;
  const CommandLine& line;
  const ProgramPlan& plan;
  const permissions::Policy& policy;
  js::Platform& platform;
  ThreadGate& gate;
  loader::KeptModules& kept;
  limits::ProgramLimits& limits;
};

engine::RuntimeOptions runtime_options(const Program& program) {
  engine::RuntimeOptions options;
  options.colors = program.host.colors();
  options.program.arguments = program.plan.arguments;
  options.program.main_module = program.plan.main_module;
  options.program.location = program.line.runtime.location.value_or("");
  options.program.unstable = program.line.runtime.unstable;
  options.preload = program.plan.preload;
  options.program.serve_address = program.line.environment.serve_address.value_or("");
  options.program.is_quiet = program.line.global.quiet;
  options.limits = &program.limits;
  return options;
}

// All that is read before the wall stands is read, then it is built.
Result<> close_wall(const Program& program, Wall& wall, loader::ModuleLoader& modules,
    EventLoop& loop, permissions::Broker& broker, CommandLineWorkers& workers) {
  if (wall.closes_modules()) {
    // What --preload runs goes first; the program itself is not loaded yet then.
    std::vector<std::string> ahead;
    if (!program.plan.preload.empty()) {
      ahead = program.plan.preload;
      ahead.push_back(program.plan.main_module);
    }
    if (!ahead.empty() || modules.names_more()) {
      auto files =
          wall.closes_files() ? loader::LocalFiles::AreClosed : loader::LocalFiles::StayReadable;
      auto count = BAILEY_TRY(wait_for(loop, modules.prefetch(std::move(ahead), files)));
      count += BAILEY_TRY(wait_for(loop, modules.prepare_workers()));
      if (count > 0) BAILEY_TRY(modules.graph_loaded());
    }
    modules.seal();
    workers.seal();
  }
  BAILEY_TRY(wall.build(program.host, broker.child_environment(), program.platform, program.gate));
  auto count = program.limits.limits()[limits::Limit::OpenFiles];
  if (!count) return {};
  loop.uv();  // bailey's own descriptors are not the script's to pay for, nor to be missing later
  return os::allow_descriptors(*count);
}

Result<Wall> planned_wall(const Program& program, std::vector<std::string> files) {
  if (program.line.permissions.sandbox == SandboxChoice::Off) return Wall();
  return Wall::plan(BAILEY_TRY(
      wall_basis(program.host, program.line, program.plan, program.policy, std::move(files))));
}

// Runs the program in the calling thread, with a loop, a broker and an isolate of its own.
engine::Ending run_thread(const Program& program, engine::RuntimeOptions options) {
  Host& host = program.host;
  bool is_lead = !options.serve || options.serve->is_lead;
  auto observer = host.observe_thread();
  permissions::Broker broker(program.policy, host.broker_parts(observer.get()));
  EventLoop loop(program.gate);
  auto trust = trust_store(host, program.line);
  if (!trust) return ending_of(trust.error());
  auto ignored = ignored_errors(program.line);
  auto modules = Modules::open(host, program.line, program.platform, loop, broker, **trust,
      program.plan.main_module,
      {&program.kept, is_lead && options.serve && options.serve->threads > 1});
  if (!modules) return ending_of(modules.error());
  if (const auto* config = (*modules)->config(); config != nullptr && is_lead) {
    auto more = config_limits(*config);
    if (!more) return ending_of(more.error());
    program.limits.fill_from(*more);
    if (auto set = program.limits.loading(); !set) return ending_of(set.error());
  }
  if (!is_lead && program.kept.is_sealed()) (*modules)->loader().seal();
  std::optional<Wall> wall;
  std::optional<CommandLineWorkers> environment;
  std::optional<engine::WorkerThreads> workers;
  if (is_lead) {
    auto planned = planned_wall(program, (*modules)->files());
    if (!planned) return ending_of(planned.error());
    wall = *std::move(planned);
    if (wall->is_empty()) program.gate.open();
    options.before_code = [&]() -> Result<> {
      auto& loader = (*modules)->loader();
      BAILEY_TRY(close_wall(program, *wall, loader, loop, broker, *environment));
      if (loader.makes_workers()) workers->expect_one();
      return {};
    };
  }
  if (program.plan.source)
    (*modules)->loader().provide(program.plan.main_module, *program.plan.source);
  if (auto map = (*modules)->read_import_map(loop); !map) return ending_of(map.error());
  ops::ProcessParts process{
      host.environment(), host.terminals(), host.object_urls(), program.limits};
  environment.emplace(host, program.line, program.platform, process, runtime_options(program));
  workers.emplace(program.platform, *environment, program.limits);
  engine::Runtime runtime(program.platform, loop, broker, (*modules)->loader(), std::move(options));
  runtime.realm().provide<workers::WorkerRunner>(*workers);
  runtime.realm().provide(process);
  runtime.realm().provide(**trust);
  runtime.realm().provide(ignored);
  runtime.on_end = [&](const engine::Ending& ending) { end_process(host, ending); };
  auto ending = runtime.run(program.plan.main_module);
  // Without taking anything down: the process ends, and its other threads use what lives here.
  if (is_lead) end_process(host, ending);
  return ending;
}

// One of the other threads of `serve --parallel`; it accepts connections at the lead's address.
engine::Ending serve_beside(const Program& lead, std::uint32_t number, std::uint16_t port) {
  ProgramPlan plan = lead.plan;
  plan.serve->is_lead = false;
  plan.serve->port = port;
  // It may listen where the lead does, which for any free port is known only now.
  auto parsed = starting_policy(lead.host, lead.line, plan);
  if (!parsed) return ending_of(parsed.error());
  Program program{
      lead.host, lead.line, plan, parsed->policy, lead.platform, lead.gate, lead.kept, lead.limits};
  auto options = runtime_options(program);
  options.serve = plan.serve;
  options.program.console_prefix = std::format("[serve-worker-{} ] ", number);
  return run_thread(program, std::move(options));
}

void start_serving_threads(const Program& program, std::uint16_t port) {
  for (std::uint32_t number = 1; number < program.plan.serve->threads; ++number) {
    std::thread([&program, number, port] {
      auto ending = serve_beside(program, number, port);
      if (!ending.message.empty()) end_process(program.host, ending);
    }).detach();
  }
}

}  // namespace

std::optional<permissions::ServeAddress> ProgramPlan::serve_address() const {
  if (!serve || serve->need != engine::ServePlan::Need::Required) return std::nullopt;
  return permissions::ServeAddress{serve->host, serve->port};
}

Result<> complete(Host& host, const CommandLine& line, ProgramPlan& plan) {
  for (const std::string& name : line.modules.preload)
    plan.preload.push_back(BAILEY_TRY(program_url(host, name)));
  plan.permission_set = BAILEY_TRY(chosen_permission_set(host, line, plan.main_module));
  return {};
}

namespace {

permissions::FlagValues starting_flags(const CommandLine& line, const ProgramPlan& plan) {
  auto values = flag_values(line);
  // As in Deno, -A leaves nothing to say for the set.
  if (plan.permission_set && !line.permissions.allow_all)
    values = loader::with_permission_set(std::move(values), *plan.permission_set);
  values.serve = plan.serve_address();
  values.import_hosts = import_hosts(line, plan);
  return values;
}

}  // namespace

Result<permissions::ParsedPolicy> starting_policy(
    Host& host, const CommandLine& line, const ProgramPlan& plan) {
  return permissions::parse_policy(starting_flags(line, plan), host.paths(), host.programs());
}

void identify(
    Host& host, CommandLine& line, const ProgramPlan& plan, const permissions::Policy& policy) {
  // Not for nothing: hashing costs a start 1.5 ms.
  if (line.permissions.sandbox == SandboxChoice::Off || !keeps_own_modules(host, policy)) return;
  line.environment.run_identity = run_identity(
      plan.main_module, host.paths().current_directory().value_or(""), starting_flags(line, plan));
}

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

void add_import_hosts(
    permissions::FlagValues& values, std::vector<std::string> programs, const CommandLine& line) {
  programs.push_back(line.modules.import_map.value_or(""));
  for (const std::string& url : programs) {
    if (!loader::is_remote(url)) continue;
    auto peer = loader::host_and_port(url);
    values.import_hosts.push_back(peer.host + ":" + std::to_string(peer.port));
  }
}

Result<std::string> working_directory(Host& host) {
  auto directory = host.paths().current_directory();
  if (!directory)
    return fail(directory.error().error_class,
        "could not read current working directory: " + directory.error().message);
  return directory;
}

Result<std::string> program_url(Host& host, const std::string& name) {
  return loader::main_module_url(name, BAILEY_TRY(working_directory(host)));
}

namespace {

// What is read from the environment later must be known before it is forgotten, and siblings can
// listen at no port that the wall was not told of.
Result<CommandLine> settle(Host& host, CommandLine line, ProgramPlan& plan) {
  if (auto folder = Modules::cache_folder(host, line)) line.environment.cache_dir = *folder;
  if (plan.serve && plan.serve->threads > 1 && plan.serve->port == 0 &&
      line.permissions.sandbox != SandboxChoice::Off)
    plan.serve->port = BAILEY_TRY(net::free_tcp_port());
  return line;
}

}  // namespace

int run_program(Host& host, const CommandLine& given, ProgramPlan plan) {
  auto settled = settle(host, given, plan);
  if (!settled) return host.fail(settled.error());
  CommandLine& line = *settled;
  if (auto completed = complete(host, line, plan); !completed) return host.fail(completed.error());
  auto parsed = starting_policy(host, line, plan);
  if (!parsed) return host.fail(parsed.error());
  identify(host, line, plan, parsed->policy);
  for (const std::string& notice : parsed->notices) host.note("Info " + notice);
  std::unique_ptr<AuditLog> audit;
  if (line.environment.audit_log) {
    auto opened = AuditLog::open(host, *line.environment.audit_log);
    if (!opened) return host.fail(opened.error());
    audit = *std::move(opened);
    host.add_record(*audit);
  }
  std::unique_ptr<Recording> recording;
  if (line.permissions.record) {
    auto begun = Recording::begin(host, line, import_hosts(line, plan));
    if (!begun) return host.fail(begun.error());
    recording = *std::move(begun);
  }
  limits::ProgramLimits limits(
      line.limits, {.prefix = host.error_prefix(),
                       .restore_terminal = [&] { host.terminals().restore(); },
                       .shown = visible,
                       .conclude = [&](int exit_code) { return host.conclude(exit_code); }});
  limits.heap_room().set_size(engine::heap_room_size());
  if (auto begun = limits.loading(); !begun) return host.fail(begun.error());
  CountedWrites writes(limits);
  host.charge_writes(writes);
  ThreadGate gate;
  if (recording) gate.when_open([&recording] { recording->watch_signals(); });
  js::Platform platform(gate);
  use_builtin_code();
  if (auto started = engine::start_engine(platform, v8_flags(line.runtime)); !started)
    return host.fail(started.error());
  loader::KeptModules kept;
  Program program{host, line, plan, parsed->policy, platform, gate, kept, limits};
  auto options = runtime_options(program);
  options.serve = plan.serve;
  if (plan.serve && plan.serve->threads > 1) {
    options.program.console_prefix = "[serve-worker-0 ] ";
    options.serve->on_listening = [&](std::uint16_t port) { start_serving_threads(program, port); };
  }
  end_process(host, run_thread(program, std::move(options)));
}

}  // namespace bailey::cli
