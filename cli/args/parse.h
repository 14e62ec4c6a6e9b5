// From argv to typed options: the way in to cli/args.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cli/args/options.h"
#include "runtime/base/result.h"

namespace bailey::cli {

// Reads a command line whose first word is the name of the program. Touches neither disk nor
// environment. The error's message is to be shown after "error: ", with exit code 1; it may have
// several lines.
Result<CommandLine> parse(std::span<const char* const> argv);

// To be called when the script of `line` turned out not to exist: the message to show instead of
// "Module not found" when a command was probably meant (`bailey runn`), or nullopt.
std::optional<std::string> unrecognized_command(const CommandLine& line);

}  // namespace bailey::cli
