// bailey run, serve and eval: a program from a file, a URL or the command line itself.
#include <algorithm>
#include <thread>

#include "cli/args/parse.h"
#include "cli/commands/commands.h"
#include "cli/program.h"

namespace bailey::cli {

int run(Host& host, const CommandLine& line, const RunCommand& command) {
  auto url = program_url(host, command.script);
  if (!url) return host.fail(url.error());
  ProgramPlan plan{*std::move(url), command.arguments};
  if (line.environment.auto_serve)
    plan.serve = engine::ServePlan{.need = engine::ServePlan::Need::IfExported};
  return run_program(host, line, std::move(plan));
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
  // As Deno names it: a TypeScript module in the working directory.
  auto directory = host.paths().current_directory();
  if (!directory) return host.fail(directory.error());
  auto extension = line.modules.extension.value_or("mts");
  std::string url = "file://" + *directory + "/$bailey$eval." + extension;
  std::string code = command.print ? "console.log(" + command.code + "\n)" : command.code;
  CommandLine all = line;
  all.permissions.allow_all = true;
  return run_program(host, all, {std::move(url), command.arguments, std::nullopt, std::move(code)});
}

}  // namespace bailey::cli
