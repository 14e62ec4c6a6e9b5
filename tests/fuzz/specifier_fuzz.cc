// Specifiers and program names of any bytes: what resolves is a URL that parsing leaves alone, and
// a path survives the way to a URL and back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "loader/resolve/media_type.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (std::string_view referrer : {"file:///app/main.ts", "https://e.com/x/y.js", "data:,x"}) {
    auto url = resolve_specifier(text, referrer);
    if (!url) BAILEY_CHECK(!url.error().message.empty());
    if (url && !url->starts_with("npm:")) BAILEY_CHECK(parse_url(*url) == *url);
  }
  auto main = main_module_url(text, "/home/me");
  if (main) {
    BAILEY_CHECK(parse_url(*main) == *main);
    (void)media_type_of(*main, text);
    (void)host_and_port(*main);
  }
  (void)charset_of(text);
  auto path = absolute_path(text, "/home/me");
  if (path.find('\0') == std::string::npos) BAILEY_CHECK(file_path(file_url(path)) == path);
  return 0;
}
