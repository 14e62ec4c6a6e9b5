#include "permissions/state.h"

#include <array>
#include <cstddef>

namespace bailey::permissions {

namespace {

constexpr std::array<std::string_view, kKindCount> kNames = {
    "read", "write", "net", "env", "sys", "run", "ffi", "import"};

}  // namespace

std::string_view kind_name(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::string_view script_state(State state) {
  switch (state) {
    case State::Granted:
    case State::GrantedPartial:
      return "granted";
    case State::Prompt:
      return "prompt";
    case State::Denied:
    case State::DeniedPartial:
    case State::Ignored:
      return "denied";
  }
  return "denied";
}

}  // namespace bailey::permissions
