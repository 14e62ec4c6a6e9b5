// What every command uses of the machine: environment, paths, terminal, messages.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args/options.h"
#include "cli/external_broker.h"
#include "cli/terminal_prompter.h"
#include "cli/thread_observer.h"
#include "permissions/broker.h"
#include "permissions/host_authority.h"
#include "runtime/base/result.h"
#include "runtime/js/exception_text.h"
#include "runtime/ops/object_urls.h"
#include "runtime/os/disk_paths.h"
#include "runtime/os/environment.h"
#include "runtime/os/terminal.h"

namespace bailey::cli {

// One per process, made by main.
class Host {
 public:
  // `authority` and `paths` must outlive it; `variables` is a list like environ.
  Host(const permissions::HostAuthority& authority, const os::DiskPaths& paths,
      char* const* variables);

  const permissions::HostAuthority& authority() const { return authority_; }
  const os::DiskPaths& paths() const { return paths_; }
  os::Environment& environment() { return environment_; }
  os::DiskPrograms& programs() { return programs_; }
  os::Terminals& terminals() { return terminals_; }
  // Who answers for the person at the terminal; only after read_environment().
  permissions::Prompter& prompter() { return *prompter_; }
  // Has a warning follow when that person first grants a program. Before threads are started.
  void warn_of_programs(std::string_view text);
  ops::ObjectUrls& object_urls() { return object_urls_; }

  // Applies --env-file and the variables that act as flags, and shows what the line warns of.
  Result<CommandLine> read_environment(CommandLine line);

  // What every broker of the process is made with; `observer` may be none.
  permissions::BrokerParts broker_parts(permissions::AccessObserver* observer = nullptr);
  // Has `record` told of the decisions of every thread that starts from now on, until the end.
  void add_record(AccessRecord& record) { records_.push_back(&record); }
  // For the brokers of one more thread; none when nothing is recorded. `worker` as in
  // ThreadIdentity. Thread: any.
  std::unique_ptr<permissions::AccessObserver> observe_thread(std::string worker = {});
  // Where script asks for a permission, innermost first; empty unless that is to be shown.
  std::vector<std::string> permission_frames() const;
  // Whether another program decides instead of the permission flags.
  bool has_external_broker() const { return has_external_broker_; }
  // Whether there is a terminal on which somebody can be asked.
  bool has_person() { return terminals_.gate(0) != nullptr && terminals_.gate(2) != nullptr; }

  // What the program writes is spent from `budget`, which must outlive its brokers and files.
  void charge_writes(permissions::WriteBudget& budget);

  // A variable of the environment bailey was started with, or of --env-file.
  std::optional<std::string> variable(const std::string& name) const;

  // Whether messages on standard error may have colours.
  js::Colors colors() const { return colors_; }

  // Whether what a command prints on standard output may have colours.
  js::Colors output_colors() const { return output_colors_; }

  // All that standard input holds: a program, for `-`.
  Result<std::string> read_standard_input();

  // Ends the process, leaving the terminal as it was found.
  [[noreturn]] void end(int exit_code);
  // Has end() call `last`, which gives the exit code that counts. Before threads are started.
  void before_end(std::function<int(int exit_code)> last) { before_end_ = std::move(last); }
  // Only that: the exit code that counts.
  int conclude(int exit_code) { return before_end_ ? before_end_(exit_code) : exit_code; }
  // end() without that.
  [[noreturn]] void end_now(int exit_code);

  // Shows `error: TEXT`; returns the exit code for it.
  int fail(const Error& error) const;
  void show_error(std::string_view text) const;
  // What an error is shown with before its text.
  std::string error_prefix() const;
  // Shows `Warning TEXT`, and other notes, unless --quiet.
  void warn(std::string_view text) const;
  // The same, but of what threads of a program find each for itself: the first time only.
  void warn_once(std::string_view text);
  void note(std::string_view text) const;
  // From now on these do not wait until a question on the terminal is answered: the end has come.
  void print_at_once() { prints_at_once_ = true; }

 private:
  Result<> read_env_files(const CommandLine& line);
  void connect_broker(const std::string& path);
  void print(std::string_view text) const;
  std::string warning_prefix() const;
  void warn_of_unverified_hosts(const AccessList& hosts) const;

  const permissions::HostAuthority& authority_;
  const os::DiskPaths& paths_;
  os::Environment environment_;
  os::DiskPrograms programs_;
  mutable os::Terminals terminals_;
  std::optional<TerminalPrompter> prompter_;
  bool has_external_broker_ = false;
  std::optional<ExternalBroker> external_broker_;  // none while it is only explained
  ops::ObjectUrls object_urls_;
  js::Colors colors_ = js::Colors::Off;
  js::Colors output_colors_ = js::Colors::Off;
  std::vector<AccessRecord*> records_;
  std::mutex warned_mutex_;
  std::set<std::string, std::less<>> warned_;
  std::function<int(int)> before_end_;
  std::atomic<std::uint32_t> threads_ = 0;
  std::atomic<bool> prints_at_once_ = false;
  bool traces_permissions_ = false;
  permissions::WriteBudget* writes_ = nullptr;
  bool quiet_ = false;
};

}  // namespace bailey::cli
