// bailey explain and doctor: what the sandbox is on this machine. Nothing runs.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "cli/commands/commands.h"
#include "cli/explain_text.h"
#include "cli/machine_text.h"
#include "cli/permission_set.h"
#include "cli/program.h"
#include "cli/wall.h"
#include "permissions/parse_policy.h"

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

// As for a run of the script, or without one of any program in the working directory.
Result<permissions::ParsedPolicy> policy_of(
    Host& host, const CommandLine& line, const std::string& script) {
  auto url = BAILEY_TRY(program_url(host, script.empty() ? "main.ts" : script));
  auto values = flag_values(line);
  auto set = BAILEY_TRY(chosen_permission_set(host, line, url));
  // As in Deno, -A leaves nothing to say for the set.
  if (set && !line.permissions.allow_all)
    values = loader::with_permission_set(std::move(values), *set);
  add_import_hosts(values, {std::move(url)}, line);
  return permissions::parse_policy(values, host.paths(), host.programs());
}

}  // namespace

int explain(Host& host, const CommandLine& line, const ExplainCommand& command) {
  auto parsed = policy_of(host, line, command.script);
  if (!parsed) return host.fail(parsed.error());
  for (const std::string& notice : parsed->notices) host.note("Info " + notice);
  Explanation explanation{.mode = sandbox_mode(line), .features = os_sandbox::detect_features()};
  auto needs = runtime_needs(host, line, parsed->policy, {});
  if (!needs) return host.fail(needs.error());
  explanation.may_ask = needs->may_ask;
  explanation.rows =
      os_sandbox::wall_rows(parsed->policy, *needs, explanation.features, explanation.mode);
  auto plan = os_sandbox::plan_wall(parsed->policy, *needs, explanation.features, explanation.mode);
  if (!plan) explanation.refusal = plan.error();
  int failed =
      print(command.json ? explanation_json(explanation)
                         : explanation_text(explanation, output_width(), host.output_colors()));
  return explanation.refusal ? 1 : failed;
}

int doctor(Host& host, const DoctorCommand& command) {
  auto found = findings(os_sandbox::inspect_machine());
  int failed = print(command.json ? findings_json(found)
                                  : findings_text(found, output_width(), host.output_colors()));
  return is_sufficient(found) ? failed : 1;
}

}  // namespace bailey::cli
