// Grants for hosts: to connect, to listen, to load modules from.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "permissions/address_rules.h"
#include "permissions/ip_address.h"
#include "permissions/mint_key.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// Leave to reach (or to listen on) one host and port.
template <PeerUse U>
class PeerGrant {
 public:
  PeerGrant(MintKey, std::string host, std::uint16_t port, std::string shown,
      std::shared_ptr<const AddressRules> rules)
      : host_(std::move(host)), port_(port), shown_(std::move(shown)), rules_(std::move(rules)) {}

  // What to resolve: in lower case, without brackets; a trailing dot and a zone index stay.
  const std::string& host() const { return host_; }
  std::uint16_t port() const { return port_; }
  // "host:port" as messages show it.
  const std::string& shown() const { return shown_; }
  // Whether this address, which `host()` resolved to, may be used. Ask for every address just
  // before connecting to that very address; NotCapable when a deny rule names it.
  Result<> admits(const IpAddress& address) const {
    return rules_ == nullptr ? Result<>() : rules_->admits(address, port_, U);
  }

 private:
  std::string host_;
  std::uint16_t port_;
  std::string shown_;
  // Shared: a grant outlives the call that minted it, and may cross to another thread.
  std::shared_ptr<const AddressRules> rules_;
};

using ConnectGrant = PeerGrant<PeerUse::Connect>;
using ListenGrant = PeerGrant<PeerUse::Listen>;
using ImportGrant = PeerGrant<PeerUse::Import>;

}  // namespace bailey::permissions
