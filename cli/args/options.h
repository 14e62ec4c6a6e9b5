// What a command line means: typed options, one struct per concern.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/limits/limits.h"

namespace bailey::cli {

enum class LogLevel : std::uint8_t { Trace, Debug, Info, Warn, Error };

enum class ColorChoice : std::uint8_t { Auto, Never, Always };

// A flag that may come bare ("everything") or with a list, such as --allow-read[=PATH,PATH].
struct AccessList {
  enum class Scope : std::uint8_t { Absent, All, Listed };

  Scope scope = Scope::Absent;
  std::vector<std::string> entries;  // Listed only: as written, split at commas, empty parts kept

  bool is_present() const { return scope != Scope::Absent; }
};

enum class PermissionKind : std::uint8_t { Read, Write, Net, Env, Sys, Run, Ffi, Import };
inline constexpr std::size_t kPermissionKinds = 8;

struct KindRules {
  AccessList allow;   // bare and listed flags together grant the list alone
  AccessList deny;    // bare and listed flags together deny everything
  AccessList ignore;  // as deny; Read and Env only
};

// --sandbox: how much the kernel wall has to hold.
enum class SandboxChoice : std::uint8_t { Auto, Require, Off };

// The permission flags, values unparsed: their syntax is the business of permissions/.
struct PermissionOptions {
  bool allow_all = false;
  bool no_prompt = false;
  SandboxChoice sandbox = SandboxChoice::Auto;
  std::optional<std::string> permission_set;  // -P; "" asks for the set named "default"
  std::optional<std::string> record;          // --record-permissions: a path, as written
  std::array<KindRules, kPermissionKinds> kinds;

  KindRules& operator[](PermissionKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
  const KindRules& operator[](PermissionKind kind) const {
    return kinds[static_cast<std::size_t>(kind)];
  }
};

enum class TypeCheck : std::uint8_t { None, Local, All };

enum class NodeModulesDir : std::uint8_t { Auto, Manual, None };

struct NoConfig {};
struct DiscoverConfig {};
// --config FILE, as written.
struct ConfigFile {
  std::string path;
};
using ConfigChoice = std::variant<DiscoverConfig, NoConfig, ConfigFile>;

// How modules are found, fetched and prepared.
struct ModuleOptions {
  ConfigChoice config;
  std::optional<std::string> import_map;  // path or URL, as written
  bool no_remote = false;
  bool no_npm = false;
  bool cached_only = false;
  AccessList reload;                // All, or specifiers checked to be URLs, npm: or jsr:
  std::optional<std::string> lock;  // path; "deno.lock" for a bare --lock
  bool no_lock = false;
  std::optional<bool> frozen;            // absent: the config file decides
  std::optional<std::string> cert;       // PEM file, or "base64:" and the PEM
  AccessList ignore_certificate_errors;  // All, or host names
  std::optional<std::string> extension;  // --ext, without the dot
  std::vector<std::string> preload;      // --preload and --import, in order
  std::vector<std::string> require;
  std::vector<std::string> conditions;
  std::optional<NodeModulesDir> node_modules_dir;
  std::optional<bool> vendor;
  std::optional<std::string> minimum_dependency_age;  // as written
  AccessList allow_scripts;                           // All, or npm: specifiers
  TypeCheck type_check = TypeCheck::None;
  bool no_code_cache = false;
};

struct InspectOptions {
  enum class Pause : std::uint8_t { Never, BeforeFirstLine, UntilConnected };

  Pause pause = Pause::Never;
  std::string host = "127.0.0.1";  // name or address, unresolved
  std::uint16_t port = 9229;       // 0: any free port
};

struct WatchOptions {
  bool enabled = false;
  bool hot_replace = false;
  std::vector<std::string> paths;
  std::vector<std::string> exclude;
  bool keep_screen = false;
};

// How the program runs once its modules are there.
struct RuntimeOptions {
  std::optional<std::string> location;  // normalised http(s) URL without credentials
  std::vector<std::string> v8_flags;    // environment first, then --v8-flags; --seed not included
  std::optional<std::uint64_t> seed;
  std::vector<std::string> unstable;  // feature names without "unstable-", sorted, unique
  std::optional<InspectOptions> inspect;
  WatchOptions watch;
  std::optional<std::string> coverage_dir;
};

struct GlobalOptions {
  LogLevel log_level = LogLevel::Info;
  bool quiet = false;  // print errors only, whatever log_level says
  // Bare flags (".env") first, then the named files in order; in a later file a key wins over the
  // same key in an earlier one, and the process environment wins over both.
  std::vector<std::string> env_files;
};

// Settings that only the environment carries; apply_environment() fills them.
struct EnvironmentOptions {
  ColorChoice color = ColorChoice::Auto;
  std::optional<std::string> cache_dir;          // DENO_DIR
  std::string run_identity;                      // see there; empty where no program runs
  std::optional<std::string> auth_tokens;        // DENO_AUTH_TOKENS, unparsed
  std::optional<std::uint32_t> import_timeout;   // BAILEY_IMPORT_TIMEOUT, in seconds
  std::vector<std::string> tls_ca_stores;        // "system" and "mozilla" only, in order
  std::optional<std::uint32_t> jobs;             // DENO_JOBS, at least 1
  std::optional<std::string> serve_address;      // DENO_SERVE_ADDRESS, unparsed
  std::optional<std::string> audit_log;          // DENO_AUDIT_PERMISSIONS: a file path
  std::optional<std::string> permission_broker;  // DENO_PERMISSION_BROKER_PATH; "" is a mistake
  bool trace_permissions = false;
  bool writes_emit_cache = true;  // DENO_EMIT_CACHE_MODE is not "disable"
  bool no_package_json = false;
  bool auto_serve = false;
};

// `bailey run SCRIPT`, and `bailey SCRIPT`.
struct RunCommand {
  std::string script;  // empty only when V8's own --help was asked for by --v8-flags=--help
  std::vector<std::string> arguments;
  bool is_bare = false;  // the word "run" was left out
};

struct ServeCommand {
  std::string script;
  std::vector<std::string> arguments;
  std::string host = "0.0.0.0";
  std::uint16_t port = 8000;  // 0: any free port
  bool parallel = false;
};

struct EvalCommand {
  std::string code;
  std::vector<std::string> arguments;
  bool print = false;
};

struct InfoCommand {
  std::optional<std::string> file;
  bool json = false;
};

// `bailey doctor`
struct DoctorCommand {
  bool json = false;
};

struct CacheCommand {
  std::vector<std::string> files;  // never empty
};

struct SelftestCommand {
  std::vector<std::string> names;  // parts of the attacks' names; empty: all
  bool escape = false;             // the one self-test there is, and what runs without it
};

// `bailey explain COMMAND`: nothing runs; what the line means on this machine is told.
struct ExplainOptions {
  bool json = false;
};

struct HelpCommand {
  std::string command;  // name of a command; empty for the whole program
};

struct VersionCommand {
  enum class Form : std::uint8_t { Short, Full };
  Form form = Form::Full;
};

using Command = std::variant<RunCommand, ServeCommand, EvalCommand, InfoCommand, CacheCommand,
    DoctorCommand, SelftestCommand, HelpCommand, VersionCommand>;

// A whole command line. Groups a command has no flags for keep their defaults.
struct CommandLine {
  Command command;
  // Set when `command` is to be explained: RunCommand, ServeCommand or EvalCommand, whose program
  // may be empty then, for any in the working directory.
  std::optional<ExplainOptions> explain;
  GlobalOptions global;
  PermissionOptions permissions;
  ModuleOptions modules;
  RuntimeOptions runtime;
  limits::Limits limits;  // those of the flags; the config file may add others
  EnvironmentOptions environment;
  std::vector<std::string> warnings;  // each to be shown as "Warning TEXT"
  std::vector<std::string> hints;     // each to be shown as it is; may have several lines
};

}  // namespace bailey::cli
