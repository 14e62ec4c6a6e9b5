// bailey run, serve and eval: a program from a file, a URL or the command line itself.
#include "cli/args/parse.h"
#include "cli/commands/commands.h"
#include "cli/program.h"

namespace bailey::cli {

int run(Host& host, const CommandLine& line, const RunCommand& command) {
  auto url = program_url(host, command.script);
  if (!url) return host.fail(url.error());
  return run_program(host, line, {*std::move(url), command.arguments, std::nullopt});
}

int serve(Host& host, const CommandLine&, const ServeCommand&) {
  host.show_error("bailey has no 'serve' command yet");
  return 1;
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
