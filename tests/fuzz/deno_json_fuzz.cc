// deno.json of any bytes: what is strict JSON means the same in the dialect, and settings are
// either taken or refused with a message.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "loader/config/config.h"
#include "loader/json/json.h"
#include "loader/lock/package_requirement.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto strict = parse_json(text);
  auto dialect = parse_jsonc(text);
  if (!strict) BAILEY_CHECK(!strict.error().message.empty());
  if (strict && dialect && strict->is_string()) BAILEY_CHECK(*strict == *dialect);
  // The dialect refuses one thing that strict JSON allows: the same key twice at the top.
  if (strict && !dialect) BAILEY_CHECK(dialect.error().message.starts_with("duplicate field"));
  auto config = Config::parse("/app/deno.json", text);
  if (!config) {
    BAILEY_CHECK(!config.error().message.empty());
    return 0;
  }
  (void)config->import_map();
  for (const auto& package : package_requirements(config->json()))
    BAILEY_CHECK(package.starts_with("npm:") || package.starts_with("jsr:"));
  return 0;
}
