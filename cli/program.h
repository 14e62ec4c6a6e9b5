// A program about to run: its permissions, its modules and its runtime, made from a command line.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/host.h"
#include "loader/config/permission_set.h"
#include "permissions/broker.h"
#include "permissions/flag_values.h"
#include "permissions/parse_policy.h"
#include "runtime/engine/runtime.h"
#include "runtime/ops/process_parts.h"

namespace bailey::cli {

struct ProgramPlan {
  std::string main_module = {};             // URL
  std::vector<std::string> arguments = {};  // Deno.args
  std::vector<std::string> preload = {};    // URLs of --preload
  std::optional<engine::ServePlan> serve = std::nullopt;
  std::optional<std::string> source = std::nullopt;  // of a main module that is no file
  std::optional<loader::PermissionSet> permission_set = std::nullopt;  // of -P

  // Where the server of `bailey serve` listens.
  std::optional<permissions::ServeAddress> serve_address() const;
};

// Adds to `plan` what the line says beside the program: --preload and -P.
Result<> complete(Host& host, const CommandLine& line, ProgramPlan& plan);

// What the program of a complete plan starts with.
Result<permissions::ParsedPolicy> starting_policy(
    Host& host, const CommandLine& line, const ProgramPlan& plan);

// Names the run in `line`, if computed imports of the complete plan are to be kept under that name.
// `policy` is what it starts with.
void identify(
    Host& host, CommandLine& line, const ProgramPlan& plan, const permissions::Policy& policy);

// The permission flags of `line` as permissions/ reads them.
permissions::FlagValues flag_values(const CommandLine& line);

// Who names a URL on the command line wants its host to be asked: those of `programs`, URLs, and of
// the import map.
void add_import_hosts(
    permissions::FlagValues& values, std::vector<std::string> programs, const CommandLine& line);

// The error says what was looked for.
Result<std::string> working_directory(Host& host);

// The URL of the program called `name` on the command line.
Result<std::string> program_url(Host& host, const std::string& name);

// Runs it to its end; the exit code.
int run_program(Host& host, const CommandLine& line, ProgramPlan plan);

}  // namespace bailey::cli
