#include "permissions/address_denials.h"

#include <cstdint>
#include <expected>
#include <utility>
#include <vector>

#include "permissions/refusal.h"

namespace bailey::permissions {
namespace {

enum class Scope : std::uint8_t { SomeAddresses, EveryAddress };

class AddressDenials : public AddressRules {
 public:
  AddressDenials(Kind kind, Scope scope, NetIndex denials, NetIndex group)
      : kind_(kind), scope_(scope), denials_(std::move(denials)), group_(std::move(group)) {}

  Result<> admits(const IpAddress& address, std::uint16_t port, PeerUse use) const override {
    // SECURITY: the same machine has many addresses ("a deny rule sees every form of an address").
    bool denied = denies(address, port);
    for (const IpAddress& v4 : address.embedded_v4()) denied = denied || denies(v4, port);
    // Connecting to the unspecified address reaches this machine; listening there is what it says.
    if (address.is_unspecified() && use != PeerUse::Listen) {
      denied = denied || denies(IpAddress::loopback_v4(), port) ||
               denies(IpAddress::loopback_v6(), port);
    }
    if (!denied) return {};
    return std::unexpected(refusal(kind_, rule_for(address, port).to_string()));
  }

 private:
  static NetRule rule_for(const IpAddress& address, std::uint16_t port) {
    return NetRule{.kind = HostKind::Address, .address = address, .port = port};
  }

  bool denies(const IpAddress& address, std::uint16_t port) const {
    if (scope_ == Scope::EveryAddress) return true;
    auto rule = rule_for(address, port);
    return denials_.match(rule).has_value() || group_.match(rule) == Ruling::FlagDenied;
  }

  Kind kind_;
  Scope scope_;
  NetIndex denials_;  // of addresses and subnets
  // The denied group with the grants of addresses and subnets: it yields to what is listed.
  NetIndex group_;
};

}  // namespace

std::shared_ptr<const AddressRules> make_address_denials(
    const RuleBook<NetIndex>& book, Kind kind) {
  NetIndex denials;
  NetIndex group;
  for (auto& [rule, ruling] : book.index().address_rules()) {
    bool denies = ruling == Ruling::FlagDenied || ruling == Ruling::Ignored;
    if (!denies && ruling != Ruling::Granted) continue;
    bool is_denial = denies && rule.kind != HostKind::Private;
    (is_denial ? denials : group).add(rule, denies ? Ruling::FlagDenied : Ruling::Granted);
  }
  // Deno's choice: with --deny-net every address is denied, also that of a host that
  // --allow-net names; with --deny-import the hosts of --allow-import stay open.
  bool denies_all = kind == Kind::Net && book.denies_whole();
  if (!denials.has(Ruling::FlagDenied) && !group.has(Ruling::FlagDenied) && !denies_all) {
    return nullptr;
  }
  auto scope = denies_all ? Scope::EveryAddress : Scope::SomeAddresses;
  return std::make_shared<AddressDenials>(kind, scope, std::move(denials), std::move(group));
}

}  // namespace bailey::permissions
