// The deny rules of one kind that name addresses, ready to judge what a name resolved to.
#pragma once

#include <memory>

#include "permissions/address_rules.h"
#include "permissions/net_index.h"
#include "permissions/rule_book.h"
#include "permissions/state.h"

namespace bailey::permissions {

// nullptr when no rule could refuse any address. Here a denial always wins: allow rules speak of
// names, and an allowed name may resolve to anything. Only the group `private` yields to a grant
// that lists the address or its subnet.
std::shared_ptr<const AddressRules> make_address_denials(const RuleBook<NetIndex>& book, Kind kind);

}  // namespace bailey::permissions
