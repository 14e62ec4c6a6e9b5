// Addresses as text: what is read can be written, and reads the same again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "permissions/ip_address.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using bailey::permissions::IpAddress;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto strict = IpAddress::parse_strict(text);
  auto lenient = IpAddress::parse_lenient(text);
  if (lenient) {
    BAILEY_CHECK(IpAddress::parse_strict(lenient->to_string()) == lenient);
    BAILEY_CHECK(lenient->masked(lenient->width()) == *lenient);
    BAILEY_CHECK(lenient->masked(0).is_unspecified());
  }
  // What flags take as an address, a resolver takes as the same one; but for octal parts, which
  // flags refuse.
  if (strict) BAILEY_CHECK(lenient == strict);
  return 0;
}
