// A broker that allows everything, whatever the flags say: linked into bailey_permissive instead of
// permissions/broker_start.cc, to show that each attack succeeds once nothing checks it, and that
// the kernel wall, which is built from the real flags, stops those it claims to stop. Never
// installed, and nothing in bailey leads here.
#include "permissions/broker.h"

namespace bailey::permissions {

Broker::Broker(Policy, const BrokerParts& parts)
    : policy_(Policy::everything()), parts_(parts), is_unlimited_(true) {}

}  // namespace bailey::permissions
