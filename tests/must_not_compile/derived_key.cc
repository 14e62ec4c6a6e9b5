// expect: call to implicitly-deleted default constructor of 'Mine'
#include "permissions/grant.h"

namespace bailey::permissions {

struct Mine : MintKey {};

ReadGrant use() { return ReadGrant(Mine(), "/etc/passwd", "x"); }

}  // namespace bailey::permissions
