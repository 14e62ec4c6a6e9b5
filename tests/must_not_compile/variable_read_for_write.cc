// expect: no matching function for call to 'set_variable'
#include "permissions/grant.h"

namespace bailey::permissions {

void set_variable(const EnvWriteGrant&) {}

void use(const EnvGrant& grant) { set_variable(grant); }

}  // namespace bailey::permissions
