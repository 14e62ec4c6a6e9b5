#include "runtime/crypto/random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <limits>

namespace bailey::crypto {

Result<> fill_random(std::span<std::uint8_t> into) {
  constexpr std::size_t kMost = std::numeric_limits<int>::max();
  while (!into.empty()) {
    auto piece = into.first(std::min(into.size(), kMost));
    if (RAND_bytes(piece.data(), static_cast<int>(piece.size())) != 1)
      return fail(ErrorClass::Error, "the system has no random numbers");
    into = into.subspan(piece.size());
  }
  return {};
}

}  // namespace bailey::crypto
