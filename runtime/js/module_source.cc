#include "runtime/js/module_source.h"

namespace bailey::js {

SourceMap::~SourceMap() = default;

ModuleSource::~ModuleSource() = default;

std::string ModuleSource::advice(std::string_view, std::string_view) { return ""; }

std::string ModuleSource::explain(const ModuleCode&) { return ""; }

Result<> ModuleSource::graph_loaded() { return {}; }

}  // namespace bailey::js
