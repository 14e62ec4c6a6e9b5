// The authority over bailey's own files, for tests of code that needs one.
#pragma once

#include "permissions/host_authority.h"

namespace bailey::tests {

// Made by the test program's `main`, which alone can make one.
const permissions::HostAuthority& host_authority();

}  // namespace bailey::tests
