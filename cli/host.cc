#include "cli/host.h"

#include <unistd.h>

#include <cstdio>

#include "cli/args/environment.h"
#include "cli/env_file.h"
#include "runtime/js/call_stack.h"
#include "runtime/os/whole_file.h"

namespace bailey::cli {
namespace {

js::Colors choose_colors(ColorChoice choice) {
  if (choice == ColorChoice::Never) return js::Colors::Off;
  if (choice == ColorChoice::Always) return js::Colors::On;
  return ::isatty(2) == 1 ? js::Colors::On : js::Colors::Off;
}

std::vector<std::string> running_frames() {
  auto* isolate = v8::Isolate::TryGetCurrent();
  return isolate == nullptr ? std::vector<std::string>() : js::call_stack(isolate);
}

}  // namespace

Host::Host(
    const permissions::HostAuthority& authority, const os::DiskPaths& paths, char* const* variables)
    : authority_(authority),
      paths_(paths),
      environment_(variables),
      programs_(environment_, authority.env("PATH")) {}

std::optional<std::string> Host::variable(const std::string& name) const {
  return environment_.get(authority_.env(name)).value_or(std::nullopt);
}

Result<> Host::read_env_files(const CommandLine& line) {
  // A variable that was there before wins over every file; of the files the last wins.
  std::map<std::string, std::string> added;
  for (const std::string& path : line.global.env_files) {
    auto grant = BAILEY_TRY(authority_.read(paths_, path));
    auto bytes = os::read_file(grant);
    if (!bytes) {
      warn("The environment file specified '" + path + "' was not found.");
      continue;
    }
    for (auto& [name, value] : parse_env_file(bytes->text())) added[name] = std::move(value);
  }
  for (auto& [name, value] : added) {
    if (variable(name)) continue;
    (void)environment_.set(authority_.env_write(name), std::move(value));
  }
  return {};
}

Result<CommandLine> Host::read_environment(CommandLine line) {
  quiet_ = line.global.quiet;
  BAILEY_TRY(read_env_files(line));
  BAILEY_TRY(apply_environment(line, [&](const std::string& name) { return variable(name); }));
  colors_ = choose_colors(line.environment.color);
  TerminalPrompterOptions prompts{.colors = colors_};
  if (line.environment.trace_permissions) prompts.frames = running_frames;
  prompter_.emplace(terminals_, std::move(prompts));
  for (const std::string& text : line.warnings) warn(text);
  for (const std::string& text : line.hints) note(text);
  return line;
}

void Host::print(std::string_view text) const {
  // In one piece: workers print too.
  std::string line = std::string(text) + "\n";
  std::unique_lock<std::mutex> passed;
  if (auto* gate = terminals_.gate(2)) passed = gate->pass();
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int Host::fail(const Error& error) const {
  show_error(error.message);
  return 1;
}

void Host::show_error(std::string_view text) const {
  bool colors = colors_ == js::Colors::On;
  print((colors ? "\x1b[1;31merror\x1b[0m: " : "error: ") + std::string(text));
}

void Host::warn(std::string_view text) const {
  if (quiet_) return;
  bool colors = colors_ == js::Colors::On;
  print((colors ? "\x1b[33mWarning\x1b[0m " : "Warning ") + std::string(text));
}

void Host::note(std::string_view text) const {
  if (!quiet_) print(text);
}

}  // namespace bailey::cli
