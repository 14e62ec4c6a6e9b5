// The errors that tell script what it may not do. Scripts and people know these texts from Deno.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "permissions/state.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// `read access to "x"`; "<TMP>" and its like stay unquoted. nullopt: the whole kind.
std::string access_text(Kind kind, std::optional<std::string_view> value);

// "Requires read access to "x", run again with the --allow-read flag"
Error refusal(Kind kind, std::optional<std::string_view> value);

// For /proc, /dev and /sys.
Error all_access_refusal(std::string_view path);

// For Deno.symlink without unscoped read and write. `api_name` is "Deno.symlink()" or its like.
Error symlink_refusal(std::string_view api_name);

// For spawning with variables that make the loader run other code. `names` sorted, not empty.
Error loader_variable_refusal(std::span<const std::string> names);

// What an ignored read pretends.
Error ignored_read();

}  // namespace bailey::permissions
