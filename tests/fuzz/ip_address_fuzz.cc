// Addresses as text: what is read can be written, and reads the same again; what the C library
// takes for an address is the same one here, and no form of a denied address is admitted.
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "permissions/ip_address.h"
#include "permissions/private_hosts.h"
#include "runtime/base/check.h"

namespace {

using bailey::permissions::IpAddress;

std::optional<IpAddress> as_the_library_reads(std::string_view text) {
  if (text.empty() || text.contains('\0') || text.size() > 200) return std::nullopt;
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  addrinfo* list = nullptr;
  if (::getaddrinfo(std::string(text).c_str(), nullptr, &hints, &list) != 0) return std::nullopt;
  IpAddress address;
  if (list->ai_family == AF_INET6) {
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &reinterpret_cast<sockaddr_in6*>(list->ai_addr)->sin6_addr, 16);
    address = IpAddress::v6(bytes);
  } else {
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &reinterpret_cast<sockaddr_in*>(list->ai_addr)->sin_addr, 4);
    address = IpAddress::v4(bytes);
  }
  ::freeaddrinfo(list);
  return address;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto strict = IpAddress::parse_strict(text);
  auto lenient = IpAddress::parse_lenient(text);
  if (lenient) {
    BAILEY_CHECK(IpAddress::parse_strict(lenient->to_string()) == lenient);
    BAILEY_CHECK(lenient->masked(lenient->width()) == *lenient);
    BAILEY_CHECK(lenient->masked(0).is_unspecified());
  }
  // SECURITY: an address that the library reads otherwise would be asked about as another.
  if (auto read = as_the_library_reads(text)) BAILEY_CHECK(lenient == read);
  if (lenient) {
    int width = lenient->width();
    for (int length = 0; length <= width; ++length) {
      if (is_private(*lenient)) BAILEY_CHECK(touches_private(*lenient, length));
    }
    for (const IpAddress& v4 : lenient->embedded_v4()) BAILEY_CHECK(v4.is_v4());
  }
  // What flags take as an address, a resolver takes as the same one; but for octal parts, which
  // flags refuse.
  if (strict) BAILEY_CHECK(lenient == strict);
  return 0;
}
