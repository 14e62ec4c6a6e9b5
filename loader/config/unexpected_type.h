// What is wrong with a value of a config file.
#pragma once

#include <string>
#include <string_view>

#include "loader/json/json.h"

namespace bailey::loader {

// `invalid type: integer `5`, expected a string`, in the words Deno's deserializer has for it.
std::string unexpected_type(const Json& value, std::string_view expected);

}  // namespace bailey::loader
