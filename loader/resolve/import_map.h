// Import maps: what bare names and chosen URLs mean in which modules.
// https://html.spec.whatwg.org/multipage/webappapis.html#import-maps
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/json/json.h"
#include "runtime/base/result.h"

namespace bailey::loader {

class ImportMap {
 public:
  enum class Dialect : unsigned char {
    Standard,  // an import map file
    // The `imports` and `scopes` of deno.json: `"x": "jsr:…"` and `"x": "npm:…"` also map `x/…`.
    Config,
  };

  // `json` is the map, `base_url` the file it is from. Entries that make no sense are dropped and
  // named in warnings(); only a scope that is not an object is an error.
  static Result<ImportMap> from_json(const Json& json, std::string base_url, Dialect dialect);

  // The URL `specifier` is mapped to in the module at `referrer`, or what it is as a URL. nullopt
  // when it is a bare name that nothing maps. TypeErrors in Deno's words.
  Result<std::optional<std::string>> resolve(
      std::string_view specifier, std::string_view referrer) const;

  // One line for each entry that was dropped.
  const std::vector<std::string>& warnings() const { return warnings_; }
  // The warnings as Deno prints them, without a last newline; empty when there are none.
  std::string diagnostics() const;

 private:
  struct Entry {
    std::string key;
    std::optional<std::string> address = {};  // nullopt blocks the key
  };
  // Sorted by key, the greatest first: of two prefixes of one specifier the longer comes first.
  using Entries = std::vector<Entry>;
  struct Scope {
    std::string prefix;
    Entries entries = {};
  };

  void add(const Json& json, Entries& entries, Dialect dialect);
  std::optional<std::string> address_of(std::string_view key, std::string_view text);
  static Result<std::optional<std::string>> match(
      const Entries& entries, std::string_view specifier, bool may_have_prefix);

  std::string base_url_;
  Entries imports_;
  std::vector<Scope> scopes_;
  std::vector<std::string> warnings_;
};

}  // namespace bailey::loader
