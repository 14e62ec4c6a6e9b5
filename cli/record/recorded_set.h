// From what a run used to the permission set that grants it.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/record/used_permissions.h"
#include "loader/json/json.h"
#include "permissions/path_resolver.h"
#include "permissions/policy.h"

namespace bailey::cli {

struct SetMaking {
  std::string folder;  // of the file: what lies in it is written relative to it
  // What needs no flag: static imports from its hosts are left out, unless others are needed too.
  const permissions::Policy& baseline;
  const permissions::ProgramResolver& programs;
};

struct RecordedSet {
  loader::Json json;                   // for the file; its denials are not in it
  std::vector<std::string> unwritten;  // uses that no rule in a file can name
};

// The smallest set that grants what was used. Nothing is widened: a folder stands there when the
// folder itself was read, and then what lies in it is left out.
RecordedSet recorded_set(const UsedPermissions& used, const SetMaking& making);

// The set with the denials and the ignored of `before`, which is a set of a file, or null.
loader::Json with_denials_of(loader::Json set, const loader::Json& before);

// What a set grants, one line each: `read "./a.txt"`, `env`, `all`. Sorted, unique.
std::vector<std::string> lines_of(const loader::Json& set);

// The same for one need.
std::string line_of(const RefusedUse& need, const std::string& folder);

// What of `used`, and of what was refused for want of a rule, `policy` does not grant. Lines as
// above, sorted.
std::vector<std::string> missing_from(
    const permissions::Policy& policy, const UsedPermissions& used, const std::string& folder);

}  // namespace bailey::cli
