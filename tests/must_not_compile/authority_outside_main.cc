// expect: calling a private constructor of class 'bailey::permissions::HostAuthority'
#include "permissions/host_authority.h"

namespace bailey::permissions {

void use() { HostAuthority authority; }

}  // namespace bailey::permissions
