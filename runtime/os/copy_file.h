// Copying a file's content and permissions.
#pragma once

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os {

// Replaces the content of `to` by that of the regular file `from`, and its permission bits too.
Result<> copy_file(const permissions::ReadGrant& from, const permissions::WriteGrant& to);

}  // namespace bailey::os
