#include "runtime/crypto/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <string>

namespace bailey::crypto {
namespace {

struct Algorithm {
  std::string_view name;
  const EVP_MD* (*function)();
};

constexpr std::array kAlgorithms = {
    Algorithm{"SHA-1", EVP_sha1},
    Algorithm{"SHA-256", EVP_sha256},
    Algorithm{"SHA-384", EVP_sha384},
    Algorithm{"SHA-512", EVP_sha512},
    Algorithm{"SHA3-256", EVP_sha3_256},
    Algorithm{"SHA3-384", EVP_sha3_384},
    Algorithm{"SHA3-512", EVP_sha3_512},
};

}  // namespace

Result<Bytes> digest(std::string_view algorithm, std::span<const std::uint8_t> data) {
  const auto* found = std::ranges::find(kAlgorithms, algorithm, &Algorithm::name);
  if (found == kAlgorithms.end())
    return fail(ErrorClass::TypeError, "no digest is called " + std::string(algorithm));
  const EVP_MD* function = found->function();
  Bytes made(static_cast<std::size_t>(EVP_MD_get_size(function)));
  if (EVP_Digest(data.data(), data.size(), made.data(), nullptr, function, nullptr) != 1)
    return fail(ErrorClass::Error, "the digest could not be made");
  return made;
}

}  // namespace bailey::crypto
