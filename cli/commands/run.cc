// bailey run, serve and eval: a program from a file, a URL or the command line itself.
#include <algorithm>
#include <format>
#include <thread>

#include "cli/args/parse.h"
#include "cli/commands/commands.h"
#include "cli/program.h"
#include "loader/disk/host_disk.h"
#include "loader/resolve/url.h"

namespace bailey::cli {
namespace {

// The URL of a program that is no file: a TypeScript module in the working directory.
Result<std::string> inline_url(Host& host, const CommandLine& line, std::string_view name) {
  auto directory = BAILEY_TRY(working_directory(host));
  auto extension = line.modules.extension.value_or("mts");
  return loader::file_url(std::format("{}/$bailey${}.{}", directory, name, extension));
}

// What to run for the word on the command line.
Result<ProgramPlan> plan_for(Host& host, const CommandLine& line, const std::string& script,
    const std::vector<std::string>& arguments) {
  ProgramPlan plan{.arguments = arguments};
  if (script == "-") {
    plan.main_module = BAILEY_TRY(inline_url(host, line, "stdin"));
    plan.source = BAILEY_TRY(host.read_standard_input());
  } else {
    plan.main_module = BAILEY_TRY(program_url(host, script));
  }
  return plan;
}

// A word that is no file may be a misspelt command.
bool is_there(const std::string& url) {
  auto path = loader::file_path(url);
  return !path || loader::HostDisk().kind(*path) != loader::PathKind::Missing;
}

}  // namespace

int run(Host& host, const CommandLine& line, const RunCommand& command) {
  auto plan = plan_for(host, line, command.script, command.arguments);
  if (!plan) return host.fail(plan.error());
  if (auto text = unrecognized_command(line); text && !is_there(plan->main_module))
    return host.fail({ErrorClass::Error, *std::move(text)});
  if (line.environment.auto_serve)
    plan->serve = engine::ServePlan{.need = engine::ServePlan::Need::IfExported};
  return run_program(host, line, *std::move(plan));
}

int serve(Host& host, const CommandLine& line, const ServeCommand& command) {
  auto url = program_url(host, command.script);
  if (!url) return host.fail(url.error());
  ProgramPlan plan{*std::move(url), command.arguments};
  plan.serve = engine::ServePlan{.host = command.host, .port = command.port};
  if (command.parallel)
    plan.serve->threads =
        line.environment.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
  return run_program(host, line, std::move(plan));
}

int eval(Host& host, const CommandLine& line, const EvalCommand& command) {
  auto url = inline_url(host, line, "eval");
  if (!url) return host.fail(url.error());
  // On a line of its own, so that a comment at its end does not hide the bracket.
  std::string code = command.print ? "console.log(" + command.code + "\n)" : command.code;
  return run_program(host, line,
      {.main_module = *std::move(url), .arguments = command.arguments, .source = std::move(code)});
}

}  // namespace bailey::cli
