#include "permissions/net_index.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "permissions/private_hosts.h"

namespace bailey::permissions {
namespace {

constexpr std::int64_t kAllPorts = -1;

std::int64_t port_of(const NetRule& rule) {
  return rule.port ? std::int64_t{*rule.port} : kAllPorts;
}

std::string_view bytes_of(const IpAddress& address) {
  return {reinterpret_cast<const char*>(address.bytes().data()), address.bytes().size()};
}

bool is_below_domain(std::string_view name, std::string_view domain) {
  // SECURITY: whole labels only ("a name that merely ends in a wildcard's domain is not covered").
  return name.ends_with(domain) &&
         (name.size() == domain.size() || name[name.size() - domain.size() - 1] == '.');
}

bool is_in_subnet(const IpAddress& address, const NetRule& subnet) {
  return address.is_v4() == subnet.address.is_v4() &&
         address.masked(subnet.prefix_length) == subnet.address.masked(subnet.prefix_length);
}

bool is_in_group(const NetRule& peer) {
  if (peer.kind == HostKind::Address) return is_private(peer.address);
  return peer.kind == HostKind::Private ||
         (peer.kind == HostKind::Name && peer.text == kPrivateName);
}

bool meets_group(const NetRule& rule) {
  if (rule.kind == HostKind::Subnet) return touches_private(rule.address, rule.prefix_length);
  if (rule.kind == HostKind::Wildcard) return is_below_domain(kPrivateName, rule.text);
  return is_in_group(rule);
}

}  // namespace

bool covers(const NetRule& rule, const NetRule& peer) {
  if (rule.port && rule.port != peer.port) return false;
  if (rule.kind == HostKind::Wildcard && peer.kind == HostKind::Name) {
    return is_below_domain(peer.text, rule.text);
  }
  if (rule.kind == HostKind::Subnet && peer.kind == HostKind::Address) {
    return is_in_subnet(peer.address, rule);
  }
  if (rule.kind == HostKind::Private) return is_in_group(peer);
  // A subnet is no peer: nothing covers one.
  return rule.kind == peer.kind && rule.kind != HostKind::Subnet && rule.text == peer.text &&
         rule.address == peer.address && rule.cid == peer.cid;
}

bool overlap(const NetRule& left, const NetRule& right) {
  if (left.port && right.port && left.port != right.port) return false;
  if (left.kind == HostKind::Private) return meets_group(right);
  if (right.kind == HostKind::Private) return meets_group(left);
  // But for their ports, of two other sets that meet one lies within the other.
  auto holds = [](const NetRule& outer, const NetRule& inner) {
    if (outer.kind == HostKind::Wildcard && inner.kind == HostKind::Wildcard) {
      return is_below_domain(inner.text, outer.text);
    }
    if (outer.kind == HostKind::Subnet && inner.kind == HostKind::Subnet) {
      return outer.prefix_length <= inner.prefix_length && is_in_subnet(inner.address, outer);
    }
    NetRule any_port = outer;
    any_port.port = std::nullopt;
    return covers(any_port, inner);
  };
  return holds(left, right) || holds(right, left);
}

bool is_more_specific(const NetRule& left, const NetRule& right) {
  if (left.port.has_value() != right.port.has_value()) return left.port.has_value();
  if (left.kind != right.kind) return left.kind < right.kind;
  return left.kind == HostKind::Wildcard && left.text.size() > right.text.size();
}

std::size_t NetIndex::KeyHash::operator()(const KeyView& key) const {
  std::size_t hash = std::hash<std::string_view>()(key.text);
  auto rest = static_cast<std::uint64_t>(key.port) * 0x9e3779b97f4a7c15U;
  rest ^=
      (static_cast<std::uint64_t>(key.kind) << 8) + static_cast<std::uint64_t>(key.prefix_length);
  return hash ^ static_cast<std::size_t>(rest * 0x9e3779b97f4a7c15U);
}

std::size_t NetIndex::KeyHash::operator()(const Key& key) const {
  return (*this)(KeyView{key.kind, key.prefix_length, key.port, key.text});
}

bool NetIndex::KeyEqual::operator()(const KeyView& left, const Key& right) const {
  return left.kind == right.kind && left.prefix_length == right.prefix_length &&
         left.port == right.port && left.text == right.text;
}

bool NetIndex::KeyEqual::operator()(const Key& left, const Key& right) const {
  return (*this)(KeyView{left.kind, left.prefix_length, left.port, left.text}, right);
}

void NetIndex::add(NetRule rule, Ruling ruling) {
  enter(rule, ruling);
  entries_.push_back({std::move(rule), ruling});
}

void NetIndex::enter(const NetRule& rule, Ruling ruling) {
  present_.add(ruling);
  Key key{rule.kind, 0, port_of(rule), rule.text};
  if (rule.kind == HostKind::Address) {
    key.text = bytes_of(rule.address);
  } else if (rule.kind == HostKind::Subnet) {
    key.text = bytes_of(rule.address.masked(rule.prefix_length));
    key.prefix_length = rule.prefix_length;
    auto& lengths = rule.address.is_v4() ? v4_lengths_ : v6_lengths_;
    if (!std::ranges::contains(lengths, rule.prefix_length)) lengths.push_back(rule.prefix_length);
  } else if (rule.kind == HostKind::Vsock) {
    key.text = std::to_string(rule.cid);
  }
  by_host_[std::move(key)].add(ruling);
}

RulingSet NetIndex::at(
    HostKind kind, std::string_view text, std::int64_t port, int prefix_length) const {
  auto found = by_host_.find(KeyView{kind, prefix_length, port, text});
  return found == by_host_.end() ? RulingSet() : found->second;
}

RulingSet NetIndex::match_name(std::string_view name, std::int64_t port) const {
  RulingSet rulings = at(HostKind::Name, name, port);
  for (std::string_view domain = name; !rulings.first();) {
    rulings = at(HostKind::Wildcard, domain, port);
    auto dot = domain.find('.');
    if (dot == std::string_view::npos) break;
    domain.remove_prefix(dot + 1);
  }
  if (!rulings.first() && name == kPrivateName) return at(HostKind::Private, {}, port);
  return rulings;
}

RulingSet NetIndex::match_address(const IpAddress& address, std::int64_t port) const {
  RulingSet rulings = at(HostKind::Address, bytes_of(address), port);
  if (rulings.first()) return rulings;
  for (int length : address.is_v4() ? v4_lengths_ : v6_lengths_) {
    rulings.add(at(HostKind::Subnet, bytes_of(address.masked(length)), port, length));
  }
  if (!rulings.first() && is_private(address)) return at(HostKind::Private, {}, port);
  return rulings;
}

RulingSet NetIndex::match_with_port(const NetRule& peer, std::int64_t port) const {
  switch (peer.kind) {
    case HostKind::Name:
      return match_name(peer.text, port);
    case HostKind::Address:
      return match_address(peer.address, port);
    case HostKind::Vsock:
      return at(HostKind::Vsock, std::to_string(peer.cid), port);
    case HostKind::Wildcard:
    case HostKind::Unix:
    case HostKind::Private:
      return at(peer.kind, peer.text, port);
    case HostKind::Subnet:
      return {};
  }
  return {};
}

std::optional<Ruling> NetIndex::match(const NetRule& peer) const {
  if (by_host_.empty()) return std::nullopt;
  if (peer.port) {
    if (auto ruling = match_with_port(peer, port_of(peer)).first()) return ruling;
  }
  return match_with_port(peer, kAllPorts).first();
}

void NetIndex::revoke(const NetRule& peer) {
  std::erase_if(entries_, [&](const Entry& entry) {
    return entry.ruling == Ruling::Granted && covers(entry.rule, peer);
  });
  rebuild();
}

void NetIndex::revoke_all() {
  std::erase_if(entries_, [](const Entry& entry) { return entry.ruling == Ruling::Granted; });
  rebuild();
}

void NetIndex::rebuild() {
  present_ = {};
  by_host_.clear();
  v4_lengths_.clear();
  v6_lengths_.clear();
  for (const Entry& entry : entries_) enter(entry.rule, entry.ruling);
}

bool NetIndex::would_yield_to(const NetRule& rule) const {
  return std::ranges::any_of(entries_, [&](const Entry& entry) {
    return entry.ruling != Ruling::Granted && overlap(rule, entry.rule) &&
           is_more_specific(rule, entry.rule);
  });
}

std::vector<std::pair<NetRule, Ruling>> NetIndex::address_rules() const {
  std::vector<std::pair<NetRule, Ruling>> rules;
  for (const auto& [rule, ruling] : entries_) {
    bool names_addresses = rule.kind == HostKind::Address || rule.kind == HostKind::Subnet ||
                           rule.kind == HostKind::Private;
    if (names_addresses) rules.emplace_back(rule, ruling);
  }
  return rules;
}

}  // namespace bailey::permissions
