#include "loader/resolve/resolver.h"

#include <format>

#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"

namespace bailey::loader {

Result<std::string> Resolver::resolve(std::string_view specifier, std::string_view referrer) const {
  if (map_) {
    auto mapped = BAILEY_TRY(map_->resolve(specifier, referrer));
    if (mapped) return *std::move(mapped);
  }
  if (is_node_builtin(specifier)) return std::format("node:{}", specifier);
  auto url = resolve_specifier(specifier, referrer);
  if (url || !map_ || is_relative(specifier) || !scheme_of(specifier).empty()) return url;
  url.error().message += std::format(" and not in import map from \"{}\"", referrer);
  return url;
}

}  // namespace bailey::loader
