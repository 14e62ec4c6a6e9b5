#include "runtime/net/endpoint.h"

#include <netinet/in.h>

#include <cstring>

#include "runtime/base/check.h"

namespace bailey::net {

std::string Endpoint::to_string() const {
  std::string text = address.to_string();
  if (!address.is_v4()) text = "[" + text + "]";
  return text + ":" + std::to_string(port);
}

Endpoint Endpoint::from(const sockaddr* address) {
  BAILEY_CHECK(address->sa_family == AF_INET || address->sa_family == AF_INET6);
  if (address->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return {.address = permissions::IpAddress::v4(bytes), .port = ntohs(v4.sin_port)};
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, address, sizeof v6);
  std::array<std::uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return {.address = permissions::IpAddress::v6(bytes),
      .port = ntohs(v6.sin6_port),
      .scope = v6.sin6_scope_id};
}

}  // namespace bailey::net
