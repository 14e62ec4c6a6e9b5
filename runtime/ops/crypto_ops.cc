// The native half of bailey:web/crypto.
#include <array>
#include <format>

#include "runtime/crypto/digest.h"
#include "runtime/crypto/random.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

Result<> fill_random(js::MutableBytes into) { return crypto::fill_random(into.span()); }

// A version 4 UUID. https://datatracker.ietf.org/doc/html/rfc9562#section-5.4
Result<std::string> random_uuid() {
  std::array<std::uint8_t, 16> bytes{};
  BAILEY_TRY(crypto::fill_random(bytes));
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += std::format("{:02x}", bytes[i]);
  }
  return text;
}

Result<Bytes> digest(const std::string& algorithm, const js::AsyncInput& data) {
  return crypto::digest(algorithm, data.span());
}

constexpr js::Op kCryptoOps[] = {
    js::ungated_op<fill_random>("fillRandom", "random numbers tell nothing of the system"),
    js::ungated_op<random_uuid>("randomUuid", "random numbers tell nothing of the system"),
    js::ungated_blocking_op<digest>("digest", "works on bytes only"),
};

}  // namespace

std::span<const js::Op> crypto_ops() { return kCryptoOps; }

}  // namespace bailey::ops
