#include "cli/host.h"

#include <unistd.h>

#include <cstdio>

#include "cli/args/environment.h"
#include "cli/env_file.h"
#include "runtime/js/call_stack.h"
#include "runtime/os/process_setup.h"
#include "runtime/os/standard_streams.h"
#include "runtime/os/whole_file.h"

namespace bailey::cli {
namespace {

js::Colors choose_colors(ColorChoice choice, int stream) {
  if (choice == ColorChoice::Never) return js::Colors::Off;
  if (choice == ColorChoice::Always) return js::Colors::On;
  return ::isatty(stream) == 1 ? js::Colors::On : js::Colors::Off;
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
      warn("The `--env-file` flag was used, but the environment file specified '" + path +
           "' was not found.");
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
  auto look_up = [this](const std::string& name) { return variable(name); };
  auto broker_path = permission_broker(look_up);
  BAILEY_TRY(read_env_files(line));
  BAILEY_TRY(apply_environment(line, look_up));
  // SECURITY: a file that comes with a program must not decide who judges it. Test:
  // tests/spec/permissions/external_broker_lost.
  if (line.environment.permission_broker != broker_path)
    return bailey::fail(
        ErrorClass::Error, "--env-file cannot name a permission broker: set the variable itself");
  colors_ = choose_colors(line.environment.color, 2);
  output_colors_ = choose_colors(line.environment.color, 1);
  traces_permissions_ = line.environment.trace_permissions;
  prompter_.emplace(terminals_,
      TerminalPrompterOptions{.colors = colors_, .frames = [this] { return permission_frames(); }});
  for (const std::string& text : line.warnings) warn(text);
  warn_of_unverified_hosts(line.modules.ignore_certificate_errors);
  has_external_broker_ = broker_path.has_value();
  // Who only asks what would happen disturbs nobody.
  if (broker_path && !line.explain) connect_broker(*broker_path);
  for (const std::string& text : line.hints) note(text);
  return line;
}

// Also when --quiet: the flags, which the person may rely on, do not count.
void Host::connect_broker(const std::string& path) {
  print(warning_prefix() + "Permission broker is an experimental feature");
  auto give_up = [this](std::string_view message) {
    show_error(message);
    end(kBrokerExitCode);
  };
  auto channel = ExternalBroker::connect(authority_, paths_, path);
  if (!channel) return give_up(channel.error().message);
  external_broker_.emplace(*std::move(channel), give_up);
}

void Host::print(std::string_view text) const {
  // In one piece: workers print too.
  std::string line = std::string(text) + "\n";
  std::unique_lock<std::mutex> passed;
  if (auto* gate = terminals_.gate(2); gate != nullptr && !prints_at_once_) passed = gate->pass();
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Result<std::string> Host::read_standard_input() {
  auto streams = BAILEY_TRY(os::open_standard_streams(terminals_));
  std::string text;
  std::vector<std::uint8_t> buffer(std::size_t{64} << 10);
  for (;;) {
    auto count = BAILEY_TRY(streams.input->read(buffer));
    if (count == 0) return text;
    text.append(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

void Host::end(int exit_code) { end_now(conclude(exit_code)); }

void Host::end_now(int exit_code) {
  terminals_.restore();
  std::fflush(nullptr);
  os::end_process(exit_code);
}

// Also when --quiet: whoever reads the output must know that it may come from anybody.
void Host::warn_of_unverified_hosts(const AccessList& hosts) const {
  if (!hosts.is_present()) return;
  std::string text = "DANGER: TLS certificate validation is disabled for";
  if (hosts.scope == AccessList::Scope::All) text += " all hostnames";
  for (std::size_t i = 0; i < hosts.entries.size(); ++i)
    text += (i == 0 ? ": " : ", ") + hosts.entries[i];
  print(colors_ == js::Colors::On ? "\x1b[33m" + text + "\x1b[0m" : text);
}

permissions::BrokerParts Host::broker_parts(permissions::AccessObserver* observer) {
  return {.paths = paths_,
      .programs = programs_,
      .prompter = &*prompter_,
      .observer = observer,
      .decisions = external_broker_ ? &*external_broker_ : nullptr,
      .writes = writes_};
}

void Host::charge_writes(permissions::WriteBudget& budget) {
  writes_ = &budget;
  terminals_.charge_to(&budget);
}

std::unique_ptr<permissions::AccessObserver> Host::observe_thread(std::string worker) {
  auto number = threads_++;
  if (records_.empty()) return nullptr;
  return std::make_unique<ThreadObserver>(records_, ThreadIdentity{number, std::move(worker)});
}

std::vector<std::string> Host::permission_frames() const {
  return traces_permissions_ ? running_frames() : std::vector<std::string>();
}

int Host::fail(const Error& error) const {
  show_error(error.message);
  return 1;
}

std::string Host::error_prefix() const {
  return colors_ == js::Colors::On ? "\x1b[0m\x1b[1m\x1b[31merror\x1b[0m: " : "error: ";
}

void Host::show_error(std::string_view text) const { print(error_prefix() + std::string(text)); }

std::string Host::warning_prefix() const {
  return colors_ == js::Colors::On ? "\x1b[33mWarning\x1b[0m " : "Warning ";
}

void Host::warn(std::string_view text) const {
  if (quiet_) return;
  print(warning_prefix() + std::string(text));
}

void Host::warn_once(std::string_view text) {
  {
    std::lock_guard lock(warned_mutex_);
    if (!warned_.emplace(text).second) return;
  }
  warn(text);
}

void Host::warn_of_programs(std::string_view text) {
  if (!quiet_) prompter_->warn_of_programs(warning_prefix() + std::string(text) + "\n");
}

void Host::note(std::string_view text) const {
  if (!quiet_) print(text);
}

}  // namespace bailey::cli
