// expect: call to deleted constructor of 'Broker'
#include "permissions/broker.h"

namespace bailey::permissions {

void use(const Broker& broker) { Broker copy = broker; }

}  // namespace bailey::permissions
