// What `bailey explain` shows: who enforces each grant.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/explain_limits.h"
#include "permissions/os_sandbox/wall.h"
#include "runtime/base/result.h"
#include "runtime/js/exception_text.h"

namespace bailey::cli {

struct Explanation {
  permissions::os_sandbox::SandboxMode mode = permissions::os_sandbox::SandboxMode::Auto;
  permissions::os_sandbox::KernelFeatures features = {};
  permissions::os_sandbox::Asked asked = permissions::os_sandbox::Asked::Nobody;
  std::vector<permissions::os_sandbox::Row> rows = {};
  std::vector<LimitRow> limits = {};
  // What the kernel leaves open beside the rows; empty where it leaves everything open.
  std::vector<permissions::os_sandbox::PathRights> own_paths = {};
  std::optional<Error> refusal = std::nullopt;  // why a run with these flags would not start
};

// For people: lines of at most `width` columns, unless one word is longer.
std::string explanation_text(const Explanation& explanation, std::size_t width, js::Colors colors);

// For programs: {"version": 1, "sandbox", "mayAsk", "externalBroker", "kernel", "grants": [...],
// "limits": [...], "ownFiles": {"read": [...], "write": [...]}, "refusal"}.
std::string explanation_json(const Explanation& explanation);

}  // namespace bailey::cli
