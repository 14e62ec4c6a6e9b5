// The kernel wall around a program: what bailey itself needs beside the grants, and its building.
#pragma once

#include <string>
#include <vector>

#include "cli/host.h"
#include "cli/program.h"
#include "permissions/os_sandbox/wall.h"
#include "permissions/policy.h"
#include "runtime/event_loop/thread_gate.h"
#include "runtime/js/platform.h"

namespace bailey::cli {

permissions::os_sandbox::SandboxMode sandbox_mode(const CommandLine& line);

// Whether somebody can still grant more while the program runs.
bool may_ask(Host& host, const permissions::Policy& policy);

// What bailey still uses once the wall stands. `files` are those its threads read anew: config,
// lock file, import map.
Result<permissions::os_sandbox::RuntimeNeeds> runtime_needs(Host& host, const CommandLine& line,
    const permissions::Policy& policy, std::vector<std::string> files);

// From the plan, made before a program is loaded, to the wall, built before any of its code runs.
class Wall {
 public:
  // Under --sandbox=require an error for what the kernel cannot enforce.
  static Result<Wall> plan(Host& host, const CommandLine& line, const permissions::Policy& policy,
      std::vector<std::string> files);

  // Nothing is going to change.
  bool is_empty() const { return plan_.is_empty(); }
  // What was not granted can no longer be read.
  bool closes_files() const;
  // Nor can modules be read, fetched or put into the cache as before.
  bool closes_modules() const;

  // Forgets the variables that were not granted, when nobody can grant them any more, and builds
  // the wall; then the process may have threads. An error when it has some already.
  Result<> build(Host& host, js::Platform& platform, ThreadGate& gate);

 private:
  Wall(const permissions::Policy& policy, bool forgets_variables,
      permissions::os_sandbox::WallPlan plan)
      : policy_(&policy), forgets_variables_(forgets_variables), plan_(std::move(plan)) {}

  const permissions::Policy* policy_;
  bool forgets_variables_;
  permissions::os_sandbox::WallPlan plan_;
};

}  // namespace bailey::cli
