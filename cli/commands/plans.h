// What each command that runs a program is going to run.
#pragma once

#include "cli/program.h"

namespace bailey::cli {

// Without the program's text, where it is no file: "-" is not read.
Result<ProgramPlan> plan_of(Host& host, const CommandLine& line, const RunCommand& command);
Result<ProgramPlan> plan_of(Host& host, const CommandLine& line, const ServeCommand& command);
Result<ProgramPlan> plan_of(Host& host, const CommandLine& line, const EvalCommand& command);

// The name on the command line of a program that comes from standard input.
inline constexpr std::string_view kStandardInput = "-";

}  // namespace bailey::cli
