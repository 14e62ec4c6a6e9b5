#include "permissions/private_hosts.h"

#include <algorithm>
#include <vector>

namespace bailey::permissions {
namespace {

struct Range {
  IpAddress first;
  int prefix_length;
};

Range range(std::string_view address, int prefix_length) {
  return {IpAddress::parse_strict(address).value(), prefix_length};
}

const std::vector<Range>& ranges() {
  static const std::vector<Range> kRanges = {
      range("0.0.0.0", 8),         // this host, on this network
      range("10.0.0.0", 8),        // RFC 1918
      range("100.64.0.0", 10),     // shared by a provider's customers, RFC 6598
      range("127.0.0.0", 8),       // loopback
      range("168.63.129.16", 32),  // the host of an Azure machine
      range("169.254.0.0", 16),    // link-local, 169.254.169.254 among them
      range("172.16.0.0", 12),     // RFC 1918
      range("192.0.0.0", 24),      // protocol assignments, RFC 6890; 192.0.0.192 among them
      range("192.168.0.0", 16),    // RFC 1918
      range("198.18.0.0", 15),     // benchmarks inside a network, RFC 2544
      range("224.0.0.0", 4),       // multicast
      range("240.0.0.0", 4),       // reserved, and broadcast
      range("::", 128),            // unspecified
      range("::1", 128),           // loopback
      range("64:ff9b:1::", 48),    // a network's own translation to IPv4, RFC 8215
      range("fc00::", 7),          // unique local, fd00:ec2::254 among them
      range("fe80::", 10),         // link-local
      range("fec0::", 10),         // site-local, as it was once
      range("ff00::", 8),          // multicast
  };
  return kRanges;
}

bool contains(const Range& outer, const IpAddress& address, int prefix_length) {
  return outer.first.is_v4() == address.is_v4() && outer.prefix_length <= prefix_length &&
         address.masked(outer.prefix_length) == outer.first;
}

}  // namespace

bool is_private(const IpAddress& address) {
  return std::ranges::any_of(
      ranges(), [&](const Range& range) { return contains(range, address, address.width()); });
}

bool touches_private(const IpAddress& address, int prefix_length) {
  const Range subnet{address.masked(prefix_length), prefix_length};
  return std::ranges::any_of(ranges(), [&](const Range& range) {
    return contains(range, subnet.first, prefix_length) ||
           contains(subnet, range.first, range.prefix_length);
  });
}

}  // namespace bailey::permissions
