// expect: calling a private constructor of class 'bailey::permissions::MintKey'
#include "permissions/grant.h"

namespace bailey::permissions {

ReadGrant use() { return ReadGrant({}, "/etc/passwd", "x"); }

}  // namespace bailey::permissions
