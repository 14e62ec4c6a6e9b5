#include "cli/config_limits.h"

#include <format>

#include <nlohmann/json.hpp>

#include "loader/json/outline.h"
#include "loader/json/unexpected_type.h"

namespace bailey::cli {
namespace {

std::unexpected<Error> bad_limit(const loader::Config& config, const loader::JsonOutline& place,
    std::string_view where, std::string_view cause) {
  auto at = loader::position_at(config.text(), place.begin);
  return fail(ErrorClass::TypeError,
      std::format("Invalid limits in config file '{}'.\n\nCaused by:\n    {}: {}\n    at {}:{}:{}",
          config.url(), where, cause, config.url(), at.line, at.column));
}

}  // namespace

Result<limits::Limits> config_limits(const loader::Config& config) {
  limits::Limits read;
  auto found = config.json().find("limits");
  if (found == config.json().end() || found->is_null()) return read;
  auto outline = BAILEY_TRY(loader::outline_jsonc(config.text()));
  const auto& places = *outline.find("limits");
  if (!found->is_object())
    return bad_limit(config, places, "limits", loader::unexpected_type(*found, "an object"));
  for (const auto& [key, value] : found->items()) {
    auto where = "limits." + key;
    const auto& place = *places.find(key);
    auto limit = limits::limit_called(key);
    if (!limit)
      return bad_limit(
          config, place, where, "unknown limit, expected one of " + limits::all_keys());
    bool is_count = limits::unit(*limit) == limits::Unit::Count;
    if (is_count ? !value.is_number_integer() : !value.is_string())
      return bad_limit(config, place, where,
          loader::unexpected_type(value, is_count ? "a whole number" : "a string"));
    auto amount = limits::parse(*limit, is_count ? value.dump() : value.get<std::string>());
    if (!amount) return bad_limit(config, place, where, amount.error().message);
    read.set(*limit, *amount);
  }
  return read;
}

}  // namespace bailey::cli
