// Giving up what root, or a capable file, brought along.
#pragma once

#include <cstdint>

namespace bailey::permissions::os_sandbox {

// Drops every capability outside of `kept`, a set of 1 << CAP_x, from the calling thread's
// effective, permitted, inheritable, ambient and bounding sets. 0, or an errno.
int keep_capabilities(std::uint64_t kept);

}  // namespace bailey::permissions::os_sandbox
