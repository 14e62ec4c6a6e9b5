// The packages a config file names, as the lock file lists them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/json/json.h"

namespace bailey::loader {

// `jsr:@std/path@^1.0.0/posix` as the lock file writes it: `jsr:@std/path@1`. nullopt for what
// names no package.
std::optional<std::string> package_requirement(std::string_view specifier);

// Those of `imports`, `scopes` and `compilerOptions.types` of a config file, sorted, each once.
std::vector<std::string> package_requirements(const Json& config);

}  // namespace bailey::loader
