// What a broker starts with; alone in this file, so that the program which tests the tests of
// tests/escape can link another.
#include <utility>

#include "permissions/address_denials.h"
#include "permissions/broker.h"

namespace bailey::permissions {

Broker::Broker(Policy policy, const BrokerParts& parts)
    : policy_(std::move(policy)),
      parts_(parts),
      is_unlimited_(parts_.decisions == nullptr && policy_.is_unlimited()) {
  if (parts_.decisions != nullptr) {
    policy_.prompting = Prompting::Off;
    return;
  }
  net_denials_ = make_address_denials(policy_.net, Kind::Net);
  import_denials_ = make_address_denials(policy_.import, Kind::Import);
}

}  // namespace bailey::permissions
