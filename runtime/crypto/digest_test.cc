#include "runtime/crypto/digest.h"

#include <doctest/doctest.h>

#include <format>
#include <string>

namespace bailey::crypto {
namespace {

std::string hex_digest(std::string_view algorithm, std::string_view text) {
  auto made =
      digest(algorithm, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}).value();
  std::string hex;
  for (std::uint8_t byte : std::span<const std::uint8_t>(made.data(), made.size()))
    hex += std::format("{:02x}", byte);
  return hex;
}

TEST_SUITE_BEGIN("runtime/crypto/digest");

// The examples of FIPS 180-2 and 202.
TEST_CASE("digests are those of the standards") {
  CHECK(hex_digest("SHA-1", "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex_digest("SHA-256", "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_digest("SHA-256", "") ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_digest("SHA3-256", "") ==
        "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a");
  CHECK(hex_digest("SHA-384", "abc").size() == 96);
  CHECK(hex_digest("SHA-512", "abc").starts_with("ddaf35a193617abacc417349ae204131"));
}

TEST_CASE("a name that is no algorithm is refused") {
  CHECK_FALSE(digest("MD5", {}).has_value());
  CHECK_FALSE(digest("sha-256", {}).has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::crypto
