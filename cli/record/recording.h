// --record-permissions: what a run used of its permissions becomes a permission set in a file.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/host.h"
#include "cli/record/used_permissions.h"
#include "loader/json/json.h"
#include "permissions/policy.h"
#include "runtime/os/side_process.h"

namespace bailey::cli {

struct RecordedSet;

// With --frozen: the run needed more than the file grants.
inline constexpr int kNeedsMoreExitCode = 88;

// One per process. Lasts until its end, since workers and signals end it at any time.
class Recording {
 public:
  ~Recording();

  // Reads the file of `line`, if there is one, and takes part in every decision and in the end of
  // `host`. While the process has one thread. `import_hosts` as in FlagValues.
  static Result<std::unique_ptr<Recording>> begin(
      Host& host, const CommandLine& line, std::vector<std::string> import_hosts);

  // Starts a thread: a signal that ends the process is recorded too from now on.
  void watch_signals();

  // Writes the set, or judges it with --frozen, and tells about it. The exit code of the process
  // that would have ended with `exit_code`. Nothing else ends the process meanwhile.
  int finish(int exit_code);

 private:
  explicit Recording(Host& host);
  Result<> open(const CommandLine& line, std::vector<std::string> import_hosts);
  Result<> read(std::string_view text);
  int judge(const UsedPermissions& used, int exit_code) const;
  int write(const UsedPermissions& used, int exit_code);
  void tell(const loader::Json& set, const RecordedSet& recorded) const;
  void tell_refusals(const UsedPermissions& used) const;
  std::string colored(std::string_view color, std::string text) const;

  Host& host_;
  UseRecord uses_;
  std::mutex at_the_end_;
  std::string shown_path_;  // as on the command line
  std::string path_;
  std::string target_;  // where `path_` leads
  std::string folder_;
  std::string name_;  // of the set
  bool is_frozen_ = false;
  bool is_new_ = true;           // there was no such set in the file
  permissions::Policy granted_;  // by the file
  permissions::Policy baseline_;
  std::unique_ptr<loader::Json> before_;
  std::optional<os::SideProcess> writer_;  // none with --frozen
};

}  // namespace bailey::cli
