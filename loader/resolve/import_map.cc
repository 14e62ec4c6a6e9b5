#include "loader/resolve/import_map.h"

#include <algorithm>
#include <format>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

// https://html.spec.whatwg.org/multipage/webappapis.html#resolving-a-url-like-module-specifier
std::optional<std::string> url_like(std::string_view specifier, std::string_view base) {
  auto url = is_relative(specifier) ? join_url(specifier, base) : parse_url(specifier);
  if (!url) return std::nullopt;
  return *std::move(url);
}

// `jsr:@std/path@1` as the prefix of its sub-paths; nullopt for what has none.
std::optional<std::string> package_prefix(std::string_view address) {
  for (std::string_view scheme : {"jsr:", "npm:"}) {
    if (!address.starts_with(scheme)) continue;
    auto name = address.substr(scheme.size());
    if (name.starts_with('/')) name.remove_prefix(1);
    return std::format("{}/{}/", scheme, name);
  }
  return std::nullopt;
}

template <class T, class Key>
void sort_descending(std::vector<T>& entries, Key key) {
  std::ranges::stable_sort(entries, std::ranges::greater{}, key);
}

std::unexpected<Error> refuse(std::string message) {
  return fail(ErrorClass::TypeError, std::move(message));
}

std::string final_form(std::string url) {
  return url.starts_with("npm:") ? normalized_npm(std::move(url)) : url;
}

}  // namespace

Result<ImportMap> ImportMap::from_json(const Json& json, std::string base_url, Dialect dialect) {
  ImportMap map;
  map.base_url_ = std::move(base_url);
  if (!json.is_object()) return map;
  if (auto imports = json.find("imports"); imports != json.end())
    map.add(*imports, map.imports_, dialect);
  auto scopes = json.find("scopes");
  if (scopes == json.end() || !scopes->is_object()) return map;
  for (const auto& [prefix, entries] : scopes->items()) {
    if (!entries.is_object()) {
      return fail(ErrorClass::TypeError,
          std::format("The value for the {} scope prefix must be an object", prefix));
    }
    auto url = join_url(prefix, map.base_url_);
    if (!url) {
      map.warnings_.push_back(
          std::format("Import map: Invalid scope \"{}\" (parsed against base URL \"{}\").", prefix,
              map.base_url_));
      continue;
    }
    Scope scope{.prefix = *std::move(url)};
    map.add(entries, scope.entries, dialect);
    map.scopes_.push_back(std::move(scope));
  }
  sort_descending(map.scopes_, &Scope::prefix);
  return map;
}

// https://html.spec.whatwg.org/multipage/webappapis.html#sorting-and-normalizing-a-module-specifier-map
void ImportMap::add(const Json& json, Entries& entries, Dialect dialect) {
  if (!json.is_object()) return;
  entries.reserve(json.size());
  for (const auto& [key, value] : json.items()) {
    if (key.empty()) {
      warnings_.emplace_back("Import map: Invalid empty string specifier.");
      continue;
    }
    Entry entry{.key = url_like(key, base_url_).value_or(key)};
    if (value.is_string()) {
      auto& text = value.get_ref<const std::string&>();
      entry.address = address_of(key, text);
      auto prefix =
          dialect == Dialect::Config && !key.ends_with('/') ? package_prefix(text) : std::nullopt;
      if (prefix && !json.contains(key + "/"))
        entries.push_back({.key = entry.key + "/", .address = address_of(key + "/", *prefix)});
    } else {
      warnings_.push_back(
          std::format("Import map: Invalid address \"{}\" for the specifier key "
                      "\"{}\". Addresses must be strings.",
              value.is_structured() ? "[object]" : value.dump(), key));
    }
    entries.push_back(std::move(entry));
  }
  // Of keys that normalise to the same one the last counts, so it has to come first.
  std::ranges::reverse(entries);
  sort_descending(entries, &Entry::key);
}

std::optional<std::string> ImportMap::address_of(std::string_view key, std::string_view text) {
  auto url = url_like(text, base_url_);
  if (!url) {
    warnings_.push_back(
        std::format("Import map: Invalid address \"{}\" for the specifier key \"{}\".", text, key));
    return std::nullopt;
  }
  if (key.ends_with('/') && !url->ends_with('/')) {
    warnings_.push_back(
        std::format("Import map: Invalid target address \"{}\" for package "
                    "specifier \"{}\". Package address targets must end with "
                    "\"/\".",
            *url, key));
    return std::nullopt;
  }
  return url;
}

std::string ImportMap::diagnostics() const {
  if (warnings_.empty()) return "";
  std::string out = "Resolver diagnostics:";
  for (const auto& warning : warnings_) out += "\n  - " + warning;
  return out;
}

// https://html.spec.whatwg.org/multipage/webappapis.html#resolve-a-module-specifier
Result<std::optional<std::string>> ImportMap::resolve(
    std::string_view specifier, std::string_view referrer) const {
  auto url = url_like(specifier, referrer);
  std::string_view normalized = url ? std::string_view(*url) : specifier;
  bool may_have_prefix = !url || is_special_scheme(scheme_of(*url));
  for (const auto& scope : scopes_) {
    bool applies = scope.prefix == referrer ||
                   (scope.prefix.ends_with('/') && referrer.starts_with(scope.prefix));
    if (!applies) continue;
    auto mapped = BAILEY_TRY(match(scope.entries, normalized, may_have_prefix));
    if (mapped) return mapped;
  }
  auto mapped = BAILEY_TRY(match(imports_, normalized, may_have_prefix));
  if (mapped) return mapped;
  if (url) return final_form(*std::move(url));
  // What looks like a URL and is not deserves its own error, as does a path without a base.
  if (is_relative(specifier) || !scheme_of(specifier).empty())
    return BAILEY_TRY(resolve_specifier(specifier, referrer));
  return std::nullopt;
}

// https://html.spec.whatwg.org/multipage/webappapis.html#resolving-an-imports-match
Result<std::optional<std::string>> ImportMap::match(
    const Entries& entries, std::string_view specifier, bool may_have_prefix) {
  // Keys greater than the specifier can neither equal it nor be its prefix.
  auto first = std::ranges::lower_bound(entries, specifier, std::ranges::greater{},
      [](const Entry& e) -> std::string_view { return e.key; });
  for (const auto& entry : std::ranges::subrange(first, entries.end())) {
    bool exact = entry.key == specifier;
    bool prefix =
        !exact && may_have_prefix && entry.key.ends_with('/') && specifier.starts_with(entry.key);
    if (!exact && !prefix) continue;
    if (!entry.address)
      return refuse(std::format("Blocked by null entry for \"\"{}\"\"", entry.key));
    if (exact) return final_form(*entry.address);
    auto rest = specifier.substr(entry.key.size());
    auto url = join_url(rest, *entry.address);
    if (!url) {
      return refuse(
          std::format("Failed to resolve the specifier \"\"{}\"\" as its after-prefix "
                      "portion \"\"{}\"\" could not be URL-parsed relative to the URL "
                      "prefix \"{}\" mapped to by the prefix \"{}\"",
              specifier, rest, *entry.address, entry.key));
    }
    // SECURITY: a name below a mapped folder must not climb out of it; import_map_test "a name
    // cannot climb above what its prefix maps to".
    if (!url->starts_with(*entry.address)) {
      return refuse(std::format(
          "The specifier \"\"{}\"\" backtracks above its prefix \"\"{}\"\"", specifier, entry.key));
    }
    return final_form(*std::move(url));
  }
  return std::nullopt;
}

}  // namespace bailey::loader
