#include "cli/commands/plans.h"

#include <algorithm>
#include <format>
#include <thread>

#include "loader/resolve/url.h"

namespace bailey::cli {
namespace {

// The URL of a program that is no file: a TypeScript module in the working directory.
Result<std::string> inline_url(Host& host, const CommandLine& line, std::string_view name) {
  auto directory = BAILEY_TRY(working_directory(host));
  auto extension = line.modules.extension.value_or("mts");
  return loader::file_url(std::format("{}/$bailey${}.{}", directory, name, extension));
}

}  // namespace

Result<ProgramPlan> plan_of(Host& host, const CommandLine& line, const RunCommand& command) {
  ProgramPlan plan{.arguments = command.arguments};
  plan.main_module = command.script == kStandardInput
                         ? BAILEY_TRY(inline_url(host, line, "stdin"))
                         : BAILEY_TRY(program_url(host, command.script));
  if (line.environment.auto_serve)
    plan.serve = engine::ServePlan{.need = engine::ServePlan::Need::IfExported};
  return plan;
}

Result<ProgramPlan> plan_of(Host& host, const CommandLine& line, const ServeCommand& command) {
  ProgramPlan plan{BAILEY_TRY(program_url(host, command.script)), command.arguments};
  plan.serve = engine::ServePlan{.host = command.host, .port = command.port};
  if (command.parallel)
    plan.serve->threads =
        line.environment.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
  return plan;
}

Result<ProgramPlan> plan_of(Host& host, const CommandLine& line, const EvalCommand& command) {
  return ProgramPlan{
      .main_module = BAILEY_TRY(inline_url(host, line, "eval")), .arguments = command.arguments};
}

}  // namespace bailey::cli
