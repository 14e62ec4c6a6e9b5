#include "cli/graph/script_keeper.h"

#include <utility>

namespace bailey::cli {

std::optional<WrittenScript> ScriptKeeper::take(const std::string& url) {
  auto kept = kept_.extract(url);
  if (kept.empty()) return std::nullopt;
  return std::move(kept.mapped());
}

Result<loader::Transpiled> ScriptKeeper::transpile(const loader::TranspileRequest& request) {
  if (mode_ != Mode::PassOn)
    kept_[std::string(request.url)] = {request.type, std::string(request.source)};
  if (mode_ == Mode::KeepOnly) return loader::Transpiled{std::string(request.source), ""};
  return inner_.transpile(request);
}

}  // namespace bailey::cli
