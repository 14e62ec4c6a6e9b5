// Putting a permission set into the text of a config file.
#pragma once

#include <string>
#include <string_view>

#include "loader/json/json.h"
#include "runtime/base/result.h"

namespace bailey::loader {

// `text` with `set` as its permission set `name`: added, or in the place of the one that is there.
// All else stays as it is, comments and layout included; an empty text becomes a whole file. The
// error says why the text cannot hold one.
Result<std::string> put_permission_set(
    std::string_view text, const std::string& name, const Json& set);

}  // namespace bailey::loader
