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
  constexpr std::string_view kUnreserved =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string code = command.print ? "console.log(" + command.code + "\n)" : command.code;
  std::string url = "data:application/javascript,";
  for (char c : code) {
    if (kUnreserved.contains(c)) {
      url += c;
    } else {
      auto byte = static_cast<unsigned char>(c);
      url.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  CommandLine all = line;
  all.permissions.allow_all = true;
  return run_program(host, all, {std::move(url), command.arguments, std::nullopt});
}

}  // namespace bailey::cli
