#include "cli/permission_set.h"

#include <format>

#include "cli/modules.h"
#include "cli/program.h"

namespace bailey::cli {

Result<std::optional<loader::PermissionSet>> chosen_permission_set(
    Host& host, const CommandLine& line, const std::string& main_module) {
  const auto& wanted = line.permissions.permission_set;
  if (!wanted) return std::nullopt;
  host.warn(
      "Permissions in the config file is an experimental feature and may change in the future.");
  auto directory = BAILEY_TRY(working_directory(host));
  auto config = BAILEY_TRY(find_program_config(line, main_module, directory));
  std::optional<loader::PermissionSet> set;
  if (config)
    set = BAILEY_TRY(loader::permission_set(*config, wanted->empty() ? "default" : *wanted));
  if (!set && !wanted->empty())
    return fail(
        ErrorClass::Error, std::format("Could not find permission set '{}' in deno.json", *wanted));
  return set;
}

}  // namespace bailey::cli
