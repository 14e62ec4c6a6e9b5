// deno.json of any bytes: what is strict JSON means the same in the dialect, and settings are
// either taken or refused with a message. Permission sets hold whole paths only.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "loader/config/config.h"
#include "loader/config/permission_set.h"
#include "loader/config/policy_text.h"
#include "loader/json/json.h"
#include "loader/json/outline.h"
#include "loader/lock/package_requirement.h"
#include "runtime/base/check.h"

namespace {

using namespace bailey::loader;
using bailey::permissions::FlagUse;

// Every value is where the outline says: alone it means the same.
void check_outline(const JsonOutline& outline, const Json& json, std::string_view text) {
  BAILEY_CHECK(outline.begin < outline.end && outline.end <= text.size());
  if (json.is_string() || json.is_boolean())
    BAILEY_CHECK(parse_jsonc(text.substr(outline.begin, outline.end - outline.begin)) == json);
  if (json.is_array()) {
    BAILEY_CHECK(outline.children.size() == json.size());
    for (std::size_t i = 0; i < json.size(); ++i) check_outline(outline.children[i], json[i], text);
  }
  if (!json.is_object()) return;
  for (const auto& [name, value] : json.items()) {
    const JsonOutline* found = outline.find(name);
    BAILEY_CHECK(found != nullptr);
    check_outline(*found, value, text);
  }
}

// What a set was put into is the same but for the set.
void check_putting(std::string_view text) {
  const Json set = {{"read", {"./a\n"}}, {"env", true}};
  auto changed = put_permission_set(text, "default", set);
  if (!changed) {
    BAILEY_CHECK(changed.error().message != "its layout cannot be kept");
    return;
  }
  BAILEY_CHECK(parse_jsonc(*changed)->at("permissions").at("default") == set);
  auto again = put_permission_set(*changed, "default", set).value();
  BAILEY_CHECK(parse_jsonc(again).value() == parse_jsonc(*changed).value());
}

void check_permission_set(const Config& config) {
  auto set = permission_set(config, "default");
  if (!set) {
    BAILEY_CHECK(set.error().message.contains("at file:///app/deno.json:"));
  } else if (*set) {
    // SECURITY: a relative path, or an empty one, would count from wherever the program starts.
    for (const auto* kind : {&(*set)->read, &(*set)->write, &(*set)->ffi})
      for (const auto* list : {&kind->allow, &kind->deny, &kind->ignore})
        for (const std::string& path : list->values) BAILEY_CHECK(path.starts_with("/"));
    // A flag replaces the set's list, and one that denies everything is never replaced by less.
    auto flags = with_permission_set({.read = {.deny = {.use = FlagUse::Whole}}}, **set);
    BAILEY_CHECK(flags.read.deny.use == FlagUse::Whole);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto strict = parse_json(text);
  auto dialect = parse_jsonc(text);
  if (!strict) BAILEY_CHECK(!strict.error().message.empty());
  if (strict && dialect && strict->is_string()) BAILEY_CHECK(*strict == *dialect);
  // The dialect refuses one thing that strict JSON allows: the same key twice at the top.
  if (strict && !dialect) BAILEY_CHECK(dialect.error().message.starts_with("duplicate field"));
  auto outline = outline_jsonc(text);
  BAILEY_CHECK(outline.has_value() == dialect.has_value());
  if (dialect && !dialect->is_null()) check_outline(*outline, *dialect, text);
  check_putting(text);
  auto config = Config::parse("/app/deno.json", text);
  if (!config) {
    BAILEY_CHECK(!config.error().message.empty());
    return 0;
  }
  (void)config->import_map();
  check_permission_set(*config);
  for (const auto& package : package_requirements(config->json()))
    BAILEY_CHECK(package.starts_with("npm:") || package.starts_with("jsr:"));
  return 0;
}
