// data: URLs of any bytes, and what they hold as the source of a module.
#include <simdutf.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "loader/fetch/data_url.h"
#include "loader/fetch/source_text.h"
#include "loader/resolve/media_type.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  std::string url = "data:" + std::string(reinterpret_cast<const char*>(data), size);
  auto decoded = decode_data_url(url);
  if (!decoded) return 0;
  BAILEY_CHECK(decoded->content_type.contains('/'));
  auto text = source_text(decoded->body, charset_of(decoded->content_type), url);
  if (text) BAILEY_CHECK(simdutf::validate_utf8(text->data(), text->size()));
  return 0;
}
