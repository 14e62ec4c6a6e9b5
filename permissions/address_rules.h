// Deny rules for addresses, asked once a host name has been resolved.
#pragma once

#include <cstdint>

#include "permissions/ip_address.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

enum class PeerUse : std::uint8_t { Connect, Listen, Import };

// An immutable copy of the rules that name addresses, safe to read on any thread.
class AddressRules {
 public:
  virtual ~AddressRules() = default;

  // NotCapable, naming the address, when a deny rule covers it in any of its forms.
  virtual Result<> admits(const IpAddress& address, std::uint16_t port, PeerUse use) const = 0;
};

}  // namespace bailey::permissions
