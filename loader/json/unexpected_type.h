// What is wrong with a value of another type than it should have.
#pragma once

#include <string>
#include <string_view>

#include "loader/json/json.h"

namespace bailey::loader {

// `invalid type: integer `5`, expected a string`, in the words Deno has for it.
std::string unexpected_type(const Json& value, std::string_view expected);

}  // namespace bailey::loader
