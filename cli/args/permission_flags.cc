#include <array>

#include "cli/args/flag_groups.h"

namespace bailey::cli {
namespace {

template <PermissionKind kind>
Result<> allow(CommandLine& line, std::optional<std::string_view> value) {
  add_to(line.permissions[kind].allow, value, BareUse::YieldsToList);
  return {};
}

// SECURITY: a bare --deny-X must stay in force beside --deny-X=LIST; the test "a bare deny flag
// denies everything, whatever lists stand beside it" guards it. (In Deno the list replaces it.)
template <PermissionKind kind>
Result<> deny(CommandLine& line, std::optional<std::string_view> value) {
  add_to(line.permissions[kind].deny, value, BareUse::Wins);
  return {};
}

template <PermissionKind kind>
Result<> ignore(CommandLine& line, std::optional<std::string_view> value) {
  add_to(line.permissions[kind].ignore, value, BareUse::Wins);
  return {};
}

using enum PermissionKind;

constexpr Flag permission(std::string_view name, char letter, std::string_view value_name,
    std::string_view help, Apply apply) {
  return {.name = name,
      .letter = letter,
      .takes = Takes::MaybeAttachedList,
      .topic = Topic::Permissions,
      .value_name = value_name,
      .help = help,
      .apply = apply};
}

constexpr std::string_view kNoHrtime =
    "`allow-hrtime` and `deny-hrtime` have been removed in Deno 2, as high resolution time is now "
    "always allowed";

constexpr Flag hrtime(std::string_view name) {
  return {.name = name,
      .topic = Topic::Permissions,
      .support = Support::Removed,
      .help = "Changes nothing: high resolution time needs no permission",
      .note = kNoHrtime};
}

constexpr Flag kAllowImport = permission("allow-import", 'I', "HOST",
    "Load modules from these hosts instead of the default ones (deno.land, jsr.io, esm.sh, "
    "raw.esm.sh, cdn.jsdelivr.net, raw.githubusercontent.com, gist.githubusercontent.com, all "
    "on port 443)",
    allow<Import>);
constexpr Flag kDenyImport =
    permission("deny-import", 0, "HOST", "Refuse to load modules from these hosts", deny<Import>);

constexpr std::string_view kSandboxModes[] = {"auto", "require", "off"};

Result<> set_sandbox(CommandLine& line, std::optional<std::string_view> value) {
  auto& sandbox = line.permissions.sandbox;
  sandbox = value == "require" ? SandboxChoice::Require
            : value == "off"   ? SandboxChoice::Off
                               : SandboxChoice::Auto;
  return {};
}

constexpr std::array kPermissionFlags = {
    Flag{.name = "allow-all",
        .letter = 'A',
        .topic = Topic::Permissions,
        .help = "Grant everything; --deny-* flags still hold",
        .apply = set_true<&CommandLine::permissions, &PermissionOptions::allow_all>},
    permission("allow-read", 'R', "PATH", "Read files and directories", allow<Read>),
    permission("deny-read", 0, "PATH", "Refuse to read these", deny<Read>),
    permission("ignore-read", 0, "PATH", "Pretend that these do not exist", ignore<Read>),
    permission("allow-write", 'W', "PATH", "Create, change and remove files", allow<Write>),
    permission("deny-write", 0, "PATH", "Refuse to write to these", deny<Write>),
    permission("allow-net", 'N', "HOST",
        "Connect and listen: host, host:port, :port, *.domain, an address, a CIDR block or "
        "unix:PATH",
        allow<Net>),
    permission("deny-net", 0, "HOST",
        "Refuse to connect to or listen on these; `private` stands for all of this machine and its "
        "network",
        deny<Net>),
    permission("allow-env", 'E', "NAME",
        "Read and set environment variables; a trailing * matches every name that starts so",
        allow<Env>),
    permission("deny-env", 0, "NAME", "Refuse to read or set these variables", deny<Env>),
    permission("ignore-env", 0, "NAME", "Pretend that these variables are not set", ignore<Env>),
    permission("allow-run", 0, "PROGRAM", "Start these programs", allow<Run>),
    permission("deny-run", 0, "PROGRAM", "Refuse to start these programs", deny<Run>),
    permission("allow-sys", 'S', "NAME",
        "Ask about the system: hostname, cpus, osRelease, uid, networkInterfaces, ...", allow<Sys>),
    permission("deny-sys", 0, "NAME", "Refuse to tell these", deny<Sys>),
    permission("allow-ffi", 0, "PATH", "Load native libraries", allow<Ffi>),
    permission("deny-ffi", 0, "PATH", "Refuse to load these native libraries", deny<Ffi>),
    kAllowImport,
    kDenyImport,
    hrtime("allow-hrtime"),
    hrtime("deny-hrtime"),
    Flag{.name = "no-prompt",
        .topic = Topic::Permissions,
        .help = "Never ask on the terminal: what is not granted is denied",
        .apply = set_true<&CommandLine::permissions, &PermissionOptions::no_prompt>},
    Flag{.name = "sandbox",
        .takes = Takes::One,
        .topic = Topic::Permissions,
        .value_name = "MODE",
        .choices = kSandboxModes,
        .help = "What the kernel enforces as well: auto, as much as the grants leave to it; "
                "require, all of it, or refuse to start; off, nothing",
        .apply = set_sandbox},
    Flag{.name = "permission-set",
        .letter = 'P',
        .takes = Takes::MaybeAttached,
        .topic = Topic::Permissions,
        .value_name = "NAME",
        .help = "Take the grants from this set of the configuration file ('default' when no "
                "name is given)",
        .apply = set_text<&CommandLine::permissions, &PermissionOptions::permission_set>},
    Flag{.name = "record-permissions",
        .takes = Takes::One,
        .topic = Topic::Permissions,
        .value_name = "FILE",
        .help =
            "Write what the program used of its permissions into this configuration file, as the "
            "permission set that -P names; with --frozen exit with 88 instead when the file "
            "grants less",
        .apply = set_text<&CommandLine::permissions, &PermissionOptions::record>},
};

// What narrows the permissions of a program narrows nothing where everything is granted. Denials
// still do, so only the other flags have to say that they do not.
constexpr Flag for_eval(Flag flag) {
  bool is_grant = flag.name.starts_with("allow-") && flag.takes == Takes::MaybeAttachedList;
  if (!is_grant && flag.name != "permission-set") return flag;
  flag.support = Support::Warns;
  flag.note = "`bailey eval` grants everything anyway; --deny-* flags take permissions away";
  flag.apply = nullptr;
  return flag;
}

constexpr std::array kEvalPermissionFlags = [] {
  auto flags = kPermissionFlags;
  for (Flag& flag : flags) flag = for_eval(flag);
  return flags;
}();

constexpr std::array kImportPermissionFlags = {kAllowImport, kDenyImport};

}  // namespace

std::span<const Flag> permission_flags() { return kPermissionFlags; }
std::span<const Flag> eval_permission_flags() { return kEvalPermissionFlags; }
std::span<const Flag> import_permission_flags() { return kImportPermissionFlags; }

void add_to(AccessList& list, std::optional<std::string_view> value, BareUse bare_use) {
  using enum AccessList::Scope;
  if (value) {
    if (list.scope == All && bare_use == BareUse::Wins) return;
    list.scope = Listed;
    list.entries.emplace_back(*value);
  } else if (list.scope == Absent || bare_use == BareUse::Wins) {
    list.scope = All;
    list.entries.clear();
  }
}

}  // namespace bailey::cli
