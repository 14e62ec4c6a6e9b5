// From the bytes of a module to its text.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::loader {

// `bytes` as UTF-8 without a byte order mark. A mark decides on the encoding, then `charset` (of
// the content type; empty for UTF-8) does. The error, a TypeError, names `url` and the place.
Result<std::string> source_text(std::string bytes, std::string_view charset, std::string_view url);

}  // namespace bailey::loader
