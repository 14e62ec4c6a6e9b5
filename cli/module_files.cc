#include "cli/module_files.h"

#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"

namespace bailey::cli {

std::vector<std::string> ModuleFiles::local() const {
  std::vector<std::string> paths;
  if (!config.empty()) paths.push_back(config);
  if (!lock.empty()) paths.push_back(lock);
  if (auto path = loader::file_path(import_map)) paths.push_back(*std::move(path));
  return paths;
}

Result<ModuleFiles> module_files(const CommandLine& line,
    const std::optional<loader::Config>& config, const std::string& directory) {
  ModuleFiles files;
  if (config) files.config = config->path();
  if (config && config->import_map_url()) files.import_map = *config->import_map_url();
  if (line.modules.import_map)
    files.import_map = BAILEY_TRY(loader::main_module_url(*line.modules.import_map, directory));
  if (line.modules.no_lock) return files;
  if (line.modules.lock) {
    files.lock = loader::absolute_path(*line.modules.lock, directory);
  } else if (config && config->lock().enabled) {
    files.lock = config->lock().path;
  }
  return files;
}

}  // namespace bailey::cli
