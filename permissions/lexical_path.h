// Paths as text: no disk is asked.
#pragma once

#include <string>
#include <string_view>

#include "permissions/path_resolver.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// `path` without empty, "." and ".." components; absolute, made so by `directory` when it is not.
// `directory` is itself absolute and normalised.
std::string normalise(std::string_view directory, std::string_view path);

// TypeError when `path` holds a NUL byte, which would end it earlier for the kernel than for the
// policy.
Result<> refuse_nul(std::string_view path);

// `path` made absolute by the resolver's working directory, and normalised. Refuses a NUL byte.
Result<std::string> absolute(const PathResolver& paths, std::string_view path);

// `absolute`, then where the path leads; follow_parent leaves the last component as it is.
Result<std::string> follow(const PathResolver& paths, std::string_view path);
Result<std::string> follow_parent(const PathResolver& paths, std::string_view path);

struct PathParts {
  std::string_view parent;  // "/" for what lies in the root
  std::string_view name;    // empty for the root itself
};

// Splits an absolute, normalised path.
PathParts split_last(std::string_view path);

}  // namespace bailey::permissions
