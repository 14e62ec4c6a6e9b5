// What follows the colon in the message of a failed operation: `rename 'a' -> 'b'`.
#pragma once

#include <string>
#include <string_view>

namespace bailey::os {

inline std::string context(std::string_view action, std::string_view path) {
  return std::string(action).append(" '").append(path).append("'");
}

inline std::string context(std::string_view action, std::string_view from, std::string_view to) {
  return context(action, from).append(" -> '").append(to).append("'");
}

}  // namespace bailey::os
