// The kinds of permission and the states each can be in.
#pragma once

#include <cstdint>
#include <string_view>

namespace bailey::permissions {

enum class Kind : std::uint8_t { Read, Write, Net, Env, Sys, Run, Ffi, Import };
inline constexpr int kKindCount = 8;

// "read", "write", … as in flags, messages and Deno.permissions.
std::string_view kind_name(Kind kind);

enum class State : std::uint8_t {
  Granted,
  GrantedPartial,  // granted, but a deny rule covers a part
  Prompt,
  Denied,
  DeniedPartial,  // asked for a whole of which a part is denied
  Ignored,        // the access pretends that nothing is there
};

// "granted", "prompt" or "denied": what PermissionStatus.state shows.
std::string_view script_state(State state);

}  // namespace bailey::permissions
