// The host rules of one kind, found by host and port.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "permissions/net_rule.h"
#include "permissions/ruling.h"

namespace bailey::permissions {

// A rule with a port is more specific than one without; then the order of HostKind decides; then
// the longer wildcard. Between subnets of the same port a denial wins, whichever is narrower.
//
// A lookup probes the host, its parent domains and the prefix lengths in use.
class NetIndex {
 public:
  struct Entry {
    NetRule rule;
    Ruling ruling;
  };
  using Rule = NetRule;
  using Query = NetRule;

  void add(NetRule rule, Ruling ruling);
  bool has(Ruling ruling) const { return present_.has(ruling); }
  std::optional<Ruling> match(const NetRule& peer) const;
  // Hosts overlap too loosely to say; Deno never reports it either.
  bool is_cut(const NetRule&) const { return false; }
  void revoke(const NetRule& peer);
  void revoke_all();

  // Whether adding a grant for `rule` would take something away from a denial: on a peer that both
  // cover, the grant would be the more specific.
  bool would_yield_to(const NetRule& rule) const;

  // The rules that name addresses, subnets or the group of private ones.
  std::vector<std::pair<NetRule, Ruling>> address_rules() const;

  // Every rule, in the order in which they were added.
  std::span<const Entry> entries() const { return entries_; }

 private:
  // What a rule is found by. `text` holds the bytes of an address.
  struct Key {
    HostKind kind;
    std::int32_t prefix_length;
    std::int64_t port;  // -1: all
    std::string text;
  };
  struct KeyView {
    HostKind kind;
    std::int32_t prefix_length;
    std::int64_t port;
    std::string_view text;
  };
  struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(const KeyView& key) const;
    std::size_t operator()(const Key& key) const;
  };
  struct KeyEqual {
    using is_transparent = void;
    bool operator()(const Key& left, const Key& right) const;
    bool operator()(const KeyView& left, const Key& right) const;
  };

  RulingSet at(
      HostKind kind, std::string_view text, std::int64_t port, int prefix_length = 0) const;
  RulingSet match_with_port(const NetRule& peer, std::int64_t port) const;
  RulingSet match_name(std::string_view name, std::int64_t port) const;
  RulingSet match_address(const IpAddress& address, std::int64_t port) const;
  void enter(const NetRule& rule, Ruling ruling);
  void rebuild();

  std::vector<Entry> entries_;
  RulingSet present_;
  std::unordered_map<Key, RulingSet, KeyHash, KeyEqual> by_host_;
  std::vector<int> v4_lengths_;  // prefix lengths of the subnets, without repeats
  std::vector<int> v6_lengths_;
};

// Whether `rule` covers `peer`, its port included.
bool covers(const NetRule& rule, const NetRule& peer);

// Whether some peer is covered by both.
bool overlap(const NetRule& left, const NetRule& right);

// Whether `left` decides where it overlaps with `right`, whatever the two say.
bool is_more_specific(const NetRule& left, const NetRule& right);

}  // namespace bailey::permissions
