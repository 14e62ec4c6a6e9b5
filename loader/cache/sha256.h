// SHA-256, by which the cache and the lock file know a text.
#pragma once

#include <string>
#include <string_view>

namespace bailey::loader {

// The digest in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace bailey::loader
