// The native half of bailey:web/crypto.
#include "runtime/crypto/digest.h"
#include "runtime/crypto/random.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

Result<> fill_random(js::MutableBytes into) { return crypto::fill_random(into.span()); }

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
