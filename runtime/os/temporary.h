// Files and folders with names of their own: Deno.makeTempFile, Deno.makeTempDir.
#pragma once

#include <string>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os {

// The parts of the name around the random one. Neither may contain a separator or NUL.
struct TemporaryName {
  std::string prefix = {};
  std::string suffix = {};
};

// Both return the path of what they made in `folder`, with the folder as it was written. Nobody
// but the user has access to it.
Result<std::string> make_temporary_file(
    const permissions::WriteGrant& folder, const TemporaryName& name);
Result<std::string> make_temporary_directory(
    const permissions::WriteGrant& folder, const TemporaryName& name);

}  // namespace bailey::os
