// expect: no matching function for call to 'listen'
#include "permissions/grant.h"

namespace bailey::permissions {

void listen(const ListenGrant&) {}

void use(const ConnectGrant& grant) { listen(grant); }

}  // namespace bailey::permissions
