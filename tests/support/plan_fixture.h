// Plans for a kernel of the test's own choosing, and what Landlock would make of them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "permissions/lexical_path.h"
#include "permissions/os_sandbox/landlock_abi.h"
#include "tests/support/wall_fixture.h"

namespace bailey::tests {

inline constexpr std::uint64_t kReads =
    permissions::os_sandbox::kReadFile | permissions::os_sandbox::kReadFolder;
inline constexpr std::uint64_t kWrites =
    permissions::os_sandbox::kWriteFile | permissions::os_sandbox::kTruncate |
    permissions::os_sandbox::kMakeFile | permissions::os_sandbox::kRemoveFile;

struct Plans : Wall {
  Plans() { features = {.landlock_abi = 7, .has_seccomp = true}; }

  Result<permissions::os_sandbox::WallPlan> try_plan(FlagValues flags) const {
    return permissions::os_sandbox::plan_wall(policy_of(std::move(flags)), needs, features, mode);
  }
  std::string refusal(FlagValues flags) const {
    auto planned = try_plan(std::move(flags));
    return planned ? "" : planned.error().message;
  }
  const permissions::os_sandbox::Row& row(
      const permissions::os_sandbox::WallPlan& plan, std::string_view grant) const {
    auto found = std::ranges::find(plan.rows, grant, &permissions::os_sandbox::Row::grant);
    REQUIRE_MESSAGE(found != plan.rows.end(), grant);
    return *found;
  }
};

// The rights of a path are those of all rules that hold it.
inline std::uint64_t rights_on(
    const permissions::os_sandbox::WallPlan& plan, std::string_view path) {
  std::uint64_t rights = 0;
  for (const auto& rule : plan.paths) {
    if (permissions::is_within(path, rule.path)) rights |= rule.rights;
  }
  return rights;
}

}  // namespace bailey::tests
