// bailey run, serve and eval: a program from a file, a URL or the command line itself.
#include "cli/args/parse.h"
#include "cli/commands/commands.h"
#include "cli/commands/plans.h"
#include "loader/disk/host_disk.h"
#include "loader/resolve/url.h"

namespace bailey::cli {
namespace {

// A word that is no file may be a misspelt command.
bool is_there(const std::string& url) {
  auto path = loader::file_path(url);
  return !path || loader::HostDisk().kind(*path) != loader::PathKind::Missing;
}

}  // namespace

int run(Host& host, const CommandLine& line, const RunCommand& command) {
  auto plan = plan_of(host, line, command);
  if (!plan) return host.fail(plan.error());
  if (command.script == kStandardInput) {
    auto source = host.read_standard_input();
    if (!source) return host.fail(source.error());
    plan->source = *std::move(source);
  }
  if (auto text = unrecognized_command(line); text && !is_there(plan->main_module))
    return host.fail({ErrorClass::Error, *std::move(text)});
  return run_program(host, line, *std::move(plan));
}

int serve(Host& host, const CommandLine& line, const ServeCommand& command) {
  auto plan = plan_of(host, line, command);
  if (!plan) return host.fail(plan.error());
  return run_program(host, line, *std::move(plan));
}

int eval(Host& host, const CommandLine& line, const EvalCommand& command) {
  auto plan = plan_of(host, line, command);
  if (!plan) return host.fail(plan.error());
  // On a line of its own, so that a comment at its end does not hide the bracket.
  plan->source = command.print ? "console.log(" + command.code + "\n)" : command.code;
  return run_program(host, line, *std::move(plan));
}

}  // namespace bailey::cli
