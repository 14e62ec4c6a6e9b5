// Deny rules for addresses, asked once a host name has been resolved.
#pragma once

#include <cstdint>
#include <string_view>

#include "permissions/ip_address.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// An immutable copy of the rules that name addresses, safe to read on any thread.
class AddressRules {
 public:
  virtual ~AddressRules() = default;

  // NotCapable, naming `shown`, when `address` and `port` may not be reached.
  virtual Result<> admits(
      const IpAddress& address, std::uint16_t port, std::string_view shown) const = 0;
};

}  // namespace bailey::permissions
