// The group `private` of the net and import flags: hosts that only this machine or its own network
// can reach.
#pragma once

#include <string_view>

#include "permissions/ip_address.h"

namespace bailey::permissions {

inline constexpr std::string_view kPrivateGroup = "private";
// The one name that belongs to the group; other names do by what they resolve to.
inline constexpr std::string_view kPrivateName = "localhost";

// Whether `address` belongs to the group: this machine, private and shared networks, link-local
// addresses with the metadata services of clouds, multicast, and what is reserved. The ranges are
// in SECURITY.md.
bool is_private(const IpAddress& address);

// Whether some address of the subnet does.
bool touches_private(const IpAddress& address, int prefix_length);

}  // namespace bailey::permissions
