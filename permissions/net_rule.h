// Hosts as the net and import flags write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "permissions/ip_address.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// From the most to the least specific.
enum class HostKind : std::uint8_t {
  Name,
  Wildcard,  // "*.example.com", which covers example.com too
  Address,
  Vsock,
  Subnet,
  Unix,
  Private,  // the group of private_hosts.h
};

// One host, or a set of them, with a port or all ports.
struct NetRule {
  HostKind kind = HostKind::Name;
  // Name: in lower case, no trailing dot. Wildcard: what follows "*.". Unix: the normalised path.
  std::string text = {};
  IpAddress address = {};  // Address, Subnet; Subnet's as written, not masked
  int prefix_length = 0;   // Subnet
  std::uint32_t cid = 0;   // Vsock
  std::optional<std::uint32_t> port = std::nullopt;

  // "example.com:80", "[::1]", "10.0.0.0/8": what messages show.
  std::string to_string() const;

  friend bool operator==(const NetRule&, const NetRule&) = default;
};

// One value of --allow-net and its kin, the group "private" among them; a host that is really
// called that is written "private.". ":80" stands for 0.0.0.0, 127.0.0.1 and localhost at that
// port. URIError when it cannot be read.
Result<std::vector<NetRule>> parse_net_flag(std::string_view value);

// One host in a list given by script, such as a worker's permissions.
Result<NetRule> parse_net_rule(std::string_view value);

// The `host` of a permission descriptor: as a rule, but without wildcards.
Result<NetRule> parse_net_query(std::string_view value);

// The host and port that an API was given. IPv6 may come bare or in brackets.
Result<NetRule> parse_peer(std::string_view host, std::uint16_t port);

// The rule for a Unix socket; `path` is absolute and normalised.
NetRule unix_peer(std::string path);

}  // namespace bailey::permissions
