// Standard output and error as console needs them: synchronous and complete.
#include <unistd.h>

#include <cstdlib>

#include "runtime/ops/all_ops.h"
#include "runtime/ops/process_parts.h"
#include "runtime/os/standard_streams.h"

namespace bailey::ops {
namespace {

// Not while a prompt is on the terminal. What builtins print while the snapshot is made goes
// nowhere.
Result<> write_whole(js::Realm& realm, int fd, std::string_view text) {
  if (!realm.has_hooks()) return {};
  std::unique_lock<std::mutex> passed;
  if (auto* gate = realm.provided<ProcessParts>().terminals.gate(fd)) passed = gate->pass();
  if (auto* budget = realm.provided<ProcessParts>().terminals.budget()) budget->spend(text.size());
  return os::write_standard_stream(fd, text);
}

Result<> print(js::Realm& realm, std::string text, bool is_error) {
  const std::string& prefix = realm.program().console_prefix;
  return write_whole(realm, is_error ? 2 : 1, prefix.empty() ? text : prefix + text);
}

Result<> warn(js::Realm& realm, std::string text) { return write_whole(realm, 2, text); }

Result<> note(js::Realm& realm, std::string text) {
  return realm.program().is_quiet ? Result<>() : warn(realm, std::move(text));
}

bool colors_enabled(std::int32_t fd) {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* force = std::getenv("FORCE_COLOR");
  if (force != nullptr && *force != '\0' && std::string_view(force) != "0") return true;
  return (fd == 1 || fd == 2) && ::isatty(fd) == 1;
}

bool is_terminal(std::int32_t fd) { return fd >= 0 && fd <= 2 && ::isatty(fd) == 1; }

constexpr js::Op kConsoleOps[] = {
    js::ungated_op<print>("print", "the program's own output"),
    js::ungated_op<note>("note", "bailey's own words on standard error, unless --quiet"),
    js::ungated_op<warn>("warn", "bailey's own words on standard error"),
    js::ungated_op<colors_enabled>("colorsEnabled", "how the program's own output looks"),
    js::ungated_op<is_terminal>("isTerminal", "what the program's own output is"),
};

}  // namespace

std::span<const js::Op> console_ops() { return kConsoleOps; }

}  // namespace bailey::ops
