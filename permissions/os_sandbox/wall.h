// The kernel wall: a policy compiled to Landlock, seccomp and dropped capabilities.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "permissions/flag_values.h"
#include "permissions/os_sandbox/features.h"
#include "permissions/os_sandbox/filters.h"
#include "permissions/policy.h"
#include "permissions/state.h"
#include "runtime/base/result.h"

namespace bailey::permissions::os_sandbox {

// --sandbox=auto|require|off
enum class SandboxMode : std::uint8_t {
  Auto,     // yields where a grant, or a possible prompt, needs it
  Require,  // refuses a grant that the kernel cannot enforce as asked
  Off,
};

// Who can still grant more once the wall stands.
enum class Asked : std::uint8_t {
  Nobody,
  Person,  // at a terminal
  Broker,  // the program of DENO_PERMISSION_BROKER_PATH, which the flags do not bind
};

// What bailey itself still uses once the wall stands, beside what the policy grants to script.
struct RuntimeNeeds {
  std::vector<std::string> read;   // files, and folders with all below
  std::vector<std::string> write;  // the same; written, made, renamed and removed
  // Where the program's own server listens, which script may connect to as well.
  std::optional<ServeAddress> serves;
  // Modules named at run time are taken from the cache alone, whatever may be imported.
  bool cached_only = false;
  Asked asked = Asked::Nobody;

  bool may_ask() const { return asked != Asked::Nobody; }
};

enum class Enforcement : std::uint8_t {
  Kernel,      // exactly what the broker grants, or less; `kernel` says what less
  Wider,       // the kernel refuses much, but grants more than the broker does
  BrokerOnly,  // the kernel refuses nothing of this kind
  Nobody,      // all is granted: there is nothing to refuse
};

// What becomes of one grant, or of a kind without any.
struct Row {
  Kind kind = Kind::Read;
  std::string grant;  // as a flag, "--allow-read=/srv"; "read" where nothing is granted
  Enforcement enforcement = Enforcement::Kernel;
  std::string broker;   // what it enforces
  std::string kernel;   // what the wall enforces
  std::string neither;  // what nobody does, and why; may be empty
  std::string remedy;   // how to make it hold under `require`; empty when it does
};

// A file, or a folder with all below, and the Landlock rights on it.
struct PathRights {
  std::string path;
  std::uint64_t rights = 0;
};

struct PortRights {
  std::uint16_t port = 0;
  std::uint64_t rights = 0;
};

// A wall, not built yet. Landlock rights are those of landlock_abi.h.
struct WallPlan {
  std::uint64_t handled_fs = 0;
  std::uint64_t handled_net = 0;
  std::uint64_t scoped = 0;
  std::vector<PathRights> paths;
  std::vector<PathRights> own_paths;  // those of `paths` that are open beside what rows say
  std::vector<PortRights> ports;
  std::vector<Filter> filters;                     // all of them count
  std::optional<std::uint64_t> kept_capabilities;  // a set of 1 << CAP_x; nullopt: leave them be
  bool hides_memory = false;                       // not dumpable, no core files
  bool forgets_variables = false;  // those that are not granted go before script runs
  std::vector<Row> rows;           // for people: explain, and the error of `require`

  bool has_landlock() const { return (handled_fs | handled_net | scoped) != 0; }
  // Nothing would change.
  bool is_empty() const { return !has_landlock() && filters.empty() && !hides_memory; }
};

// Looks at paths, changes nothing. Under `require` an error that names every grant the kernel
// cannot enforce as asked, and the remedy; its message follows "error: ".
Result<WallPlan> plan_wall(const Policy& policy, const RuntimeNeeds& needs,
    const KernelFeatures& features, SandboxMode mode);

// The rows alone, also where `require` refuses.
std::vector<Row> wall_rows(const Policy& policy, const RuntimeNeeds& needs,
    const KernelFeatures& features, SandboxMode mode);

// Closes the wall around the calling thread and all threads and processes it starts later, for
// good. Call it while the process has one thread. The error's message follows "error: "; after an
// error the process is in no state to run a script.
Result<> build_wall(const WallPlan& plan);

}  // namespace bailey::permissions::os_sandbox
