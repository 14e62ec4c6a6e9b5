// The commands, one function each.
#pragma once

#include "cli/host.h"

namespace bailey::cli {

// Runs whatever `line` asks for; the exit code of the process.
int run_command(Host& host, const CommandLine& line);

int run(Host& host, const CommandLine& line, const RunCommand& command);
int serve(Host& host, const CommandLine& line, const ServeCommand& command);
int eval(Host& host, const CommandLine& line, const EvalCommand& command);
int info(Host& host, const CommandLine& line, const InfoCommand& command);
int cache(Host& host, const CommandLine& line, const CacheCommand& command);
// Tells about `line`, which is to be explained.
int explain(Host& host, const CommandLine& line);
int doctor(Host& host, const DoctorCommand& command);
int selftest(Host& host, const CommandLine& line, const SelftestCommand& command);
int help(const HelpCommand& command);
int version(const VersionCommand& command);

}  // namespace bailey::cli
