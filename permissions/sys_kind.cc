#include "permissions/sys_kind.h"

#include <array>
#include <cstddef>
#include <format>

namespace bailey::permissions {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, kSysKindCount> kNames = {
    "hostname",
    "inspector",
    "osRelease",
    "osUptime",
    "loadavg",
    "networkInterfaces",
    "systemMemoryInfo",
    "uid",
    "gid",
    "cpus",
    "homedir",
    "getegid",
    "statfs",
    "getPriority",
    "setPriority",
    "userInfo",
    "setegid",
    "seteuid",
    "setgid",
    "setuid",
    "ca",
    "umask",
};
static_assert(kNames[static_cast<std::size_t>(SysKind::Umask)] == "umask");

}  // namespace

std::optional<SysKind> parse_sys_kind(std::string_view name) {
  if (name == "username") return SysKind::UserInfo;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<SysKind>(i);
  }
  return std::nullopt;
}

Result<SysKind> parse_sys_descriptor(std::string_view name) {
  if (name.empty()) return fail(ErrorClass::Error, "Empty sys not allowed");
  if (auto kind = parse_sys_kind(name)) return *kind;
  return fail(ErrorClass::TypeError, std::format("unknown system info kind \"{}\"", name));
}

std::string_view sys_kind_name(SysKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

}  // namespace bailey::permissions
