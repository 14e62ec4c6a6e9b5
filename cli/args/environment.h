// Environment variables that act as flags.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/args/options.h"
#include "runtime/base/result.h"

namespace bailey::cli {

// The value of an environment variable; nullopt when it is not set.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

// Adds to `line` what the environment asks for; flags win over it. Each setting X is read from
// BAILEY_X and, when that is not set, from DENO_X, so that a program moves over unchanged and can
// still be set up differently here. To be called after --env-file files have been loaded. Fails on
// a value that cannot be obeyed; as with parse(), the message goes after "error: ".
Result<> apply_environment(CommandLine& line, const EnvironmentLookup& environment);

// The socket of the program that decides on permissions; empty when it is set to nothing.
std::optional<std::string> permission_broker(const EnvironmentLookup& environment);

struct EnvironmentVariable {
  std::string_view name;  // "DIR" for BAILEY_DIR and DENO_DIR; with is_shared the whole name
  bool is_shared;         // a convention of many programs, such as NO_COLOR
  std::string_view help;
};

// What --help lists; nothing else is obeyed.
std::span<const EnvironmentVariable> environment_variables();

}  // namespace bailey::cli
