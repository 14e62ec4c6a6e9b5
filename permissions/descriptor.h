// What Deno.permissions asks about: a kind, and one thing of that kind or all of it.
#pragma once

#include <optional>
#include <string>

#include "permissions/state.h"

namespace bailey::permissions {

struct Descriptor {
  Kind kind = Kind::Read;
  // The path, host, variable, sys kind or command, as script wrote it; nullopt asks for all.
  std::optional<std::string> value = std::nullopt;
};

}  // namespace bailey::permissions
