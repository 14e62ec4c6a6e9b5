// An import map, a NUL and a specifier: whatever it is mapped to is a URL, printed as such, that
// the longest fitting key gives and that is not outside of what the key maps to.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "loader/json/json.h"
#include "loader/resolve/import_map.h"
#include "loader/resolve/resolver.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"
#include "runtime/base/check.h"

namespace {

using namespace bailey;
using namespace bailey::loader;

constexpr std::string_view kMap = "file:///app/map.json";

bool is_bare(std::string_view text) { return !is_relative(text) && !text.contains(':'); }

// What the longest key for a bare name maps it to, found by trying every key; "" for an error.
std::string mapped_slowly(const Json& imports, std::string_view specifier) {
  const std::string* best = nullptr;
  for (const auto& [key, address] : imports.items()) {
    bool is_folder = key.ends_with('/') && specifier.starts_with(key);
    bool fits = !key.empty() && is_bare(key) && (is_folder || key == specifier);
    if (fits && (best == nullptr || key.size() > best->size())) best = &key;
  }
  const auto& address = imports.at(*best);
  if (!address.is_string()) return "";
  const auto& text = address.get_ref<const std::string&>();
  auto url = is_relative(text) ? join_url(text, kMap) : parse_url(text);
  if (!url || (best->ends_with('/') && !url->ends_with('/'))) return "";
  if (*best == specifier) return *url;
  auto part = join_url(specifier.substr(best->size()), *url);
  return part && part->starts_with(*url) ? *part : "";
}

bool has_key(const Json& imports, std::string_view specifier) {
  return std::ranges::any_of(imports.items(), [&](const auto& entry) {
    const std::string& key = entry.key();
    if (key.empty() || !is_bare(key)) return false;
    return key == specifier || (key.ends_with('/') && specifier.starts_with(key));
  });
}

void check_longest_key(
    const Json& json, std::string_view specifier, const Result<std::string>& url) {
  bool is_plain = json.is_object() && !json.contains("scopes") && json.contains("imports") &&
                  json.at("imports").is_object() && is_bare(specifier);
  if (!is_plain || !has_key(json.at("imports"), specifier)) return;
  auto expected = mapped_slowly(json.at("imports"), specifier);
  BAILEY_CHECK(url.has_value() == !expected.empty());
  if (url && !expected.starts_with("npm:")) BAILEY_CHECK(*url == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto json = parse_json(text.substr(0, text.find('\0')));
  if (!json) return 0;
  auto specifier = text.substr(std::min(text.size(), text.find('\0')));
  if (!specifier.empty()) specifier.remove_prefix(1);
  for (auto dialect : {ImportMap::Dialect::Standard, ImportMap::Dialect::Config}) {
    auto map = ImportMap::from_json(*json, std::string(kMap), dialect);
    if (!map) {
      BAILEY_CHECK(!map.error().message.empty());
      continue;
    }
    BAILEY_CHECK(map->warnings().empty() == map->diagnostics().empty());
    Resolver resolver(*std::move(map));
    for (std::string_view referrer : {"file:///app/main.ts", "https://e.com/x/y.js", "data:,x"}) {
      auto url = resolver.resolve(specifier, referrer);
      if (!url) BAILEY_CHECK(!url.error().message.empty());
      if (url && !url->starts_with("npm:") && !url->starts_with("node:"))
        BAILEY_CHECK(parse_url(*url) == *url);
      if (dialect == ImportMap::Dialect::Standard) check_longest_key(*json, specifier, url);
    }
  }
  return 0;
}
