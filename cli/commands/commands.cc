#include "cli/commands/commands.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <v8-version-string.h>

#include <cstdio>

#include "cli/args/help.h"
#include "cli/engine_age.h"
#include "runtime/base/version.h"

namespace bailey::cli {
namespace {

HelpStyle terminal_style() {
  HelpStyle style;
  winsize size{};
  if (::isatty(1) == 1 && ::ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.width = size.ws_col;
  const char* no_color = ::getenv("NO_COLOR");
  if (::isatty(1) == 1 && (no_color == nullptr || *no_color == '\0')) style.color = HelpColor::Ansi;
  return style;
}

}  // namespace

int help(const HelpCommand& command) {
  std::fputs(help_text(command.command, terminal_style()).c_str(), stdout);
  return 0;
}

int version(const VersionCommand& command) {
  if (command.form == VersionCommand::Form::Short) {
    std::printf("bailey %s\n", kVersion);
    return 0;
  }
  std::printf(
      "bailey %s (stable, release, x86_64-unknown-linux-gnu)\n"
      "v8 %s\ntypescript %s\ncompatible with deno %s\n%s",
      kVersion, V8_VERSION_STRING, kTypeScriptVersion, kDenoVersion,
      engine_text(engine_facts(), current_day()).c_str());
  return 0;
}

int run_command(Host& host, const CommandLine& line) {
  if (line.explain) return explain(host, line);
  struct Visitor {
    int operator()(const RunCommand& command) const { return run(host, line, command); }
    int operator()(const ServeCommand& command) const { return serve(host, line, command); }
    int operator()(const EvalCommand& command) const { return eval(host, line, command); }
    int operator()(const SelftestCommand& command) const { return selftest(host, line, command); }
    int operator()(const HelpCommand& command) const { return help(command); }
    int operator()(const VersionCommand& command) const { return version(command); }
    int operator()(const InfoCommand& command) const { return info(host, line, command); }
    int operator()(const CacheCommand& command) const { return cache(host, line, command); }
    int operator()(const DoctorCommand& command) const { return doctor(host, command); }
    Host& host;
    const CommandLine& line;
  };
  return std::visit(Visitor{host, line}, line.command);
}

}  // namespace bailey::cli
