// An import map, a NUL and a specifier: whatever it is mapped to is a URL, printed as such.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "loader/json/json.h"
#include "loader/resolve/import_map.h"
#include "loader/resolve/resolver.h"
#include "loader/resolve/url.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto json = parse_json(text.substr(0, text.find('\0')));
  if (!json) return 0;
  auto specifier = text.substr(std::min(text.size(), text.find('\0')));
  if (!specifier.empty()) specifier.remove_prefix(1);
  for (auto dialect : {ImportMap::Dialect::Standard, ImportMap::Dialect::Config}) {
    auto map = ImportMap::from_json(*json, "file:///app/map.json", dialect);
    if (!map) continue;
    Resolver resolver(*std::move(map));
    for (std::string_view referrer : {"file:///app/main.ts", "https://e.com/x/y.js", "data:,x"}) {
      auto url = resolver.resolve(specifier, referrer);
      if (url && !url->starts_with("npm:") && !url->starts_with("node:"))
        BAILEY_CHECK(parse_url(*url) == *url);
    }
  }
  return 0;
}
