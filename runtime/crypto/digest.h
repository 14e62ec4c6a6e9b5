// Hash functions of the Web Crypto API. https://w3c.github.io/webcrypto/
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bailey::crypto {

// The digest of `data`. `algorithm` is a name as in "SHA-256"; TypeError when there is none of it.
// Thread: any.
Result<Bytes> digest(std::string_view algorithm, std::span<const std::uint8_t> data);

}  // namespace bailey::crypto
