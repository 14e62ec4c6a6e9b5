// The kinds of system information that --allow-sys knows.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::permissions {

enum class SysKind : std::uint8_t {
  Hostname,
  Inspector,
  OsRelease,
  OsUptime,
  Loadavg,
  NetworkInterfaces,
  SystemMemoryInfo,
  Uid,
  Gid,
  Cpus,
  Homedir,
  Getegid,
  Statfs,
  GetPriority,
  SetPriority,
  UserInfo,
  Setegid,
  Seteuid,
  Setgid,
  Setuid,
  Ca,
  Umask,
};
inline constexpr int kSysKindCount = 22;

// The kind that `--allow-sys` and Deno.permissions spell `name`; "username" is UserInfo.
std::optional<SysKind> parse_sys_kind(std::string_view name);

// The same for what script gives: TypeError when there is no such kind.
Result<SysKind> parse_sys_descriptor(std::string_view name);

// The spelling of `kind` in flags and messages.
std::string_view sys_kind_name(SysKind kind);

}  // namespace bailey::permissions
