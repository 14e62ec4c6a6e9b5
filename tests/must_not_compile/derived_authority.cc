// expect: call to implicitly-deleted default constructor of 'Mine'
#include "permissions/host_authority.h"

namespace bailey::permissions {

struct Mine : HostAuthority {};

void use() { Mine authority; }

}  // namespace bailey::permissions
