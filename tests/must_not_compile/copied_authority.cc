// expect: call to deleted constructor of 'HostAuthority'
#include "permissions/host_authority.h"

namespace bailey::permissions {

void use(const HostAuthority& authority) { HostAuthority copy = authority; }

}  // namespace bailey::permissions
