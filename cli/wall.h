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

// Whether computed imports may be fetched behind a wall that closes the cache all runs share.
bool keeps_own_modules(Host& host, const permissions::Policy& policy);

// All that a wall is planned from: a run builds the plan, `explain` shows its rows.
struct WallBasis {
  permissions::Policy rules = {};  // those that count: none where an external broker decides
  permissions::os_sandbox::RuntimeNeeds needs = {};
  permissions::os_sandbox::SandboxMode mode = permissions::os_sandbox::SandboxMode::Auto;
  permissions::os_sandbox::KernelFeatures features = {};
};

// Looks at the machine, changes nothing. `plan` as complete() left it; `policy` is what it starts
// with, `files` are those that threads read anew: config, lock file, import map.
Result<WallBasis> wall_basis(Host& host, const CommandLine& line, const ProgramPlan& plan,
    const permissions::Policy& policy, std::vector<std::string> files);

// From the plan, made before a program is loaded, to the wall, built before any of its code runs.
class Wall {
 public:
  // None at all.
  Wall() = default;
  // Under --sandbox=require an error for what the kernel cannot enforce.
  static Result<Wall> plan(WallBasis basis);

  // Nothing is going to change.
  bool is_empty() const { return plan_.is_empty(); }
  // What was not granted can no longer be read.
  bool closes_files() const;
  // Nor can modules be read, fetched or put into the cache as before.
  bool closes_modules() const;

  // Forgets the variables that were not granted, when nobody can grant them any more, and builds
  // the wall; then the process may have threads. An error when it has some already. What programs
  // that script may start get stays: `inherited`.
  Result<> build(Host& host, const permissions::ChildEnvGrant& inherited, js::Platform& platform,
      ThreadGate& gate);

 private:
  Wall(WallBasis basis, permissions::os_sandbox::WallPlan plan)
      : basis_(std::move(basis)), plan_(std::move(plan)) {}

  WallBasis basis_;
  permissions::os_sandbox::WallPlan plan_;
};

}  // namespace bailey::cli
