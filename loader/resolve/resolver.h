// From a specifier to the URL of a module: import map, Node.js names, then URLs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "loader/resolve/import_map.h"
#include "runtime/base/result.h"

namespace bailey::loader {

class Resolver {
 public:
  explicit Resolver(std::optional<ImportMap> map) : map_(std::move(map)) {}

  // The URL `specifier` means in the module at `referrer`. A scheme nobody can load is no error
  // yet. TypeErrors in Deno's words; see also dependency_hint.
  Result<std::string> resolve(std::string_view specifier, std::string_view referrer) const;

 private:
  std::optional<ImportMap> map_;
};

}  // namespace bailey::loader
