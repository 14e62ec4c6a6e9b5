// System calls by what they are for.
#pragma once

#include <span>

namespace bailey::permissions::os_sandbox {

// Harmless whatever their arguments, or kept harmless by Landlock.
std::span<const char* const> plain_calls();

// Reach around the wall, weaken the kernel or change the machine; no script has use for them.
std::span<const char* const> dangerous_calls();

// Change modes, owners, times and extended attributes of what a path names.
std::span<const char* const> path_metadata_calls();

// The same for an open descriptor.
std::span<const char* const> fd_metadata_calls();

}  // namespace bailey::permissions::os_sandbox
