// The local files beside a program that say where its modules come from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/args/options.h"
#include "loader/config/config.h"
#include "runtime/base/result.h"

namespace bailey::cli {

// Each is empty where there is none.
struct ModuleFiles {
  std::string config;      // path
  std::string lock;        // path
  std::string import_map;  // URL, of any kind

  // The paths of those that are local.
  std::vector<std::string> local() const;
};

// What the flags and the config file name; `directory` is the one the program starts in.
Result<ModuleFiles> module_files(const CommandLine& line,
    const std::optional<loader::Config>& config, const std::string& directory);

}  // namespace bailey::cli
