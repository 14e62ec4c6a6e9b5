// bailey explain and doctor: what the sandbox is on this machine. Nothing runs.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "cli/commands/commands.h"
#include "cli/commands/plans.h"
#include "cli/config_limits.h"
#include "cli/explain_text.h"
#include "cli/machine_text.h"
#include "cli/modules.h"
#include "cli/wall.h"
#include "permissions/os_sandbox/landlock_abi.h"

namespace bailey::cli {
namespace {

namespace os_sandbox = permissions::os_sandbox;

constexpr std::size_t kUsualWidth = 80;

std::size_t output_width() {
  winsize size{};
  bool knows = ::isatty(1) == 1 && ::ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 20;
  return knows ? size.ws_col : kUsualWidth;
}

int print(const std::string& text) {
  bool done = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return done && std::fflush(stdout) == 0 ? 0 : 1;
}

// What would run; without a name any program in the working directory.
Result<ProgramPlan> plan_of_explained(Host& host, const CommandLine& line) {
  constexpr const char* kAnyProgram = "main.ts";
  if (const auto* serve = std::get_if<ServeCommand>(&line.command)) {
    auto named = *serve;
    if (named.script.empty()) named.script = kAnyProgram;
    return plan_of(host, line, named);
  }
  if (const auto* eval = std::get_if<EvalCommand>(&line.command)) return plan_of(host, line, *eval);
  auto named = std::get<RunCommand>(line.command);
  if (named.script.empty()) named.script = kAnyProgram;
  return plan_of(host, line, named);
}

// The wall of a run with the same line, from the very code that a run takes it from.
Result<Explanation> explanation_of(Host& host, const CommandLine& line) {
  auto plan = BAILEY_TRY(plan_of_explained(host, line));
  BAILEY_TRY(complete(host, line, plan));
  auto parsed = BAILEY_TRY(starting_policy(host, line, plan));
  for (const std::string& notice : parsed.notices) host.note("Info " + notice);
  auto directory = BAILEY_TRY(working_directory(host));
  auto config = BAILEY_TRY(find_program_config(line, plan.main_module, directory));
  auto files = BAILEY_TRY(module_files(line, config, directory)).local();
  auto run = line;
  identify(host, run, plan, parsed.policy);
  auto basis = BAILEY_TRY(wall_basis(host, run, plan, parsed.policy, std::move(files)));
  Explanation explanation{
      .mode = basis.mode, .features = basis.features, .asked = basis.needs.asked};
  explanation.rows = os_sandbox::wall_rows(basis.rules, basis.needs, basis.features, basis.mode);
  auto limits = line.limits;
  if (config) limits.fill_from(BAILEY_TRY(config_limits(*config)));
  explanation.limits = limit_rows(limits);
  auto built = os_sandbox::plan_wall(basis.rules, basis.needs, basis.features, basis.mode);
  if (!built) {
    explanation.refusal = built.error();
  } else if ((built->handled_fs & os_sandbox::kReadFile) != 0) {
    explanation.own_paths = std::move(built->own_paths);
    std::erase_if(explanation.own_paths,
        [](const auto& own) { return ::access(own.path.c_str(), F_OK) != 0; });
  }
  return explanation;
}

}  // namespace

int explain(Host& host, const CommandLine& line) {
  auto explanation = explanation_of(host, line);
  if (!explanation) return host.fail(explanation.error());
  int failed = print(line.explain->json
                         ? explanation_json(*explanation)
                         : explanation_text(*explanation, output_width(), host.output_colors()));
  return explanation->refusal ? 1 : failed;
}

int doctor(Host& host, const DoctorCommand& command) {
  auto found = findings(os_sandbox::inspect_machine());
  found.push_back(engine_finding(engine_facts(), current_day()));
  int failed = print(command.json ? findings_json(found)
                                  : findings_text(found, output_width(), host.output_colors()));
  return is_sufficient(found) ? failed : 1;
}

}  // namespace bailey::cli
