// The permission set that -P names.
#pragma once

#include <optional>
#include <string>

#include "cli/host.h"
#include "loader/config/permission_set.h"

namespace bailey::cli {

// From the config file of the program at `main_module`, a URL; nullopt without -P. Without a name
// it is the set "default", which need not be there. Warns of what is experimental.
Result<std::optional<loader::PermissionSet>> chosen_permission_set(
    Host& host, const CommandLine& line, const std::string& main_module);

}  // namespace bailey::cli
