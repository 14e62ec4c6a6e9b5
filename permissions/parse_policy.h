// From permission flags to a Policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "permissions/flag_values.h"
#include "permissions/path_resolver.h"
#include "permissions/policy.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

struct ParsedPolicy {
  Policy policy;
  // What to tell the user, each after "Info ": flags that named nothing.
  std::vector<std::string> notices;
};

// Relative paths count from the working directory. The error's message follows "error: ".
Result<ParsedPolicy> parse_policy(
    const FlagValues& flags, const PathResolver& paths, const ProgramResolver& programs);

// One path of a flag or of a worker's list.
Result<PathRule> parse_path_rule(std::string_view text, const PathResolver& paths);

}  // namespace bailey::permissions
