// Where a connection ends: an address and a port.
#pragma once

#include <cstdint>
#include <string>

#include "permissions/ip_address.h"

struct sockaddr;

namespace bailey::net {

struct Endpoint {
  permissions::IpAddress address;
  std::uint16_t port = 0;
  // The interface a link-local IPv6 address belongs to; 0 for none.
  std::uint32_t scope = 0;

  // "127.0.0.1:80", "[::1]:80"
  std::string to_string() const;

  // `address` must be of AF_INET or AF_INET6.
  static Endpoint from(const sockaddr* address);
};

}  // namespace bailey::net
