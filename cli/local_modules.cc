#include "cli/local_modules.h"

#include "runtime/os/whole_file.h"

namespace bailey::cli {

std::optional<Result<js::ModuleCode>> LocalModules::load_now(const js::ModuleRequest& request) {
  auto missing = fail(ErrorClass::NotFound, "Module not found \"" + request.url + "\".");
  if (!request.url.starts_with("file://")) return missing;
  auto grant = host_.authority().read(host_.paths(), request.url.substr(7));
  if (!grant) return missing;
  auto bytes = os::read_file(*grant);
  if (!bytes) return missing;
  js::ModuleCode code;
  code.url = request.url;
  code.type = request.type;
  code.source = std::string(bytes->text());
  return code;
}

Task<js::ModuleCode> LocalModules::load(js::ModuleRequest request) {
  throw Failure({ErrorClass::NotFound, "Module not found \"" + request.url + "\"."});
  co_return js::ModuleCode{};
}

}  // namespace bailey::cli
