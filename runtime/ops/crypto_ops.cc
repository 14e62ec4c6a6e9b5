// The native half of bailey:web/crypto.
#include <unistd.h>

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/crypto/digest.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

constexpr std::size_t kMostEntropy = 256;  // of one getentropy(3)

void fill_random(js::MutableBytes into) {
  auto bytes = into.span();
  while (!bytes.empty()) {
    auto piece = bytes.first(std::min(bytes.size(), kMostEntropy));
    BAILEY_CHECK(::getentropy(piece.data(), piece.size()) == 0);
    bytes = bytes.subspan(piece.size());
  }
}

Result<Bytes> digest(const std::string& algorithm, const js::AsyncInput& data) {
  return crypto::digest(algorithm, data.span());
}

constexpr js::Op kCryptoOps[] = {
    js::ungated_op<fill_random>("fillRandom", "random numbers tell nothing of the system"),
    js::ungated_blocking_op<digest>("digest", "works on bytes only"),
};

}  // namespace

std::span<const js::Op> crypto_ops() { return kCryptoOps; }

}  // namespace bailey::ops
