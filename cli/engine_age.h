// How old the engine is: what `bailey --version` and `bailey doctor` say of it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::cli {

// What the build knows of the engine; days as 2025-04-29, empty what nobody told it.
struct EngineFacts {
  std::string_view branch;         // "13.6"
  std::string_view released;       // when that branch reached the users of its browser
  std::string_view package;        // the package it was built of, with its version
  std::string_view fixed;          // of the newest security fix of V8 itself
  std::string_view fix;            // which one that is
  std::string_view package_fixed;  // of the package's newest version with a security fix
  std::string_view package_fix;    // that version
};

// An engine is called old from this age on. A branch of V8 gets fixes of its own for some eight
// weeks; after that others carry over what they hear of, and within a year hear of less.
inline constexpr std::chrono::days kOldEngine{365};

// Days since the branch's release; nothing when that is not known or still to come.
std::optional<std::chrono::days> engine_age(const EngineFacts& facts, std::chrono::sys_days today);

// Two lines: where the engine comes from, and its last security fix.
std::string engine_text(const EngineFacts& facts, std::chrono::sys_days today);

// The facts of this build.
const EngineFacts& engine_facts();

// The day it is, in UTC.
std::chrono::sys_days current_day();

}  // namespace bailey::cli
