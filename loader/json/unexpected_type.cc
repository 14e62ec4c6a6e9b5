#include "loader/json/unexpected_type.h"

#include <format>

#include <nlohmann/json.hpp>

namespace bailey::loader {

std::string unexpected_type(const Json& value, std::string_view expected) {
  std::string shown;
  switch (value.type()) {
    case Json::value_t::null:
      shown = "null";
      break;
    case Json::value_t::boolean:
      shown = std::format("boolean `{}`", value.dump());
      break;
    case Json::value_t::string:
      shown = std::format("string {}", value.dump());
      break;
    case Json::value_t::array:
      shown = "sequence";
      break;
    case Json::value_t::object:
      shown = "map";
      break;
    case Json::value_t::number_float:
      shown = std::format("floating point `{}`", value.dump());
      break;
    default:
      shown = std::format("integer `{}`", value.dump());
      break;
  }
  return std::format("invalid type: {}, expected {}", shown, expected);
}

}  // namespace bailey::loader
