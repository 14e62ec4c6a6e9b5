// What `bailey doctor` shows: what this machine offers for the sandbox.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "cli/engine_age.h"
#include "permissions/os_sandbox/machine.h"
#include "runtime/js/exception_text.h"

namespace bailey::cli {

struct Finding {
  enum class Verdict : std::uint8_t {
    Good,
    Weaker,   // the wall stands, with a gap
    Missing,  // --sandbox=require cannot work
    Note,     // bailey does not use it
  };

  std::string name;
  Verdict verdict = Verdict::Good;
  std::string text;
};

// In the order in which they are shown.
std::vector<Finding> findings(const permissions::os_sandbox::Machine& machine);

// How old the engine is. An old one is Weaker: the wall is what holds when V8 has a known hole.
Finding engine_finding(const EngineFacts& facts, std::chrono::sys_days today);

// Whether --sandbox=require can work.
bool is_sufficient(const std::vector<Finding>& findings);

// For people: lines of at most `width` columns, unless one word is longer.
std::string findings_text(
    const std::vector<Finding>& findings, std::size_t width, js::Colors colors);

// For programs: {"version": 1, "sufficient", "findings": [{"name", "verdict", "text"}]}.
std::string findings_json(const std::vector<Finding>& findings);

}  // namespace bailey::cli
