// What `bailey info` shows of a module graph.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "cli/graph/module_graph.h"
#include "runtime/js/exception_text.h"

namespace bailey::cli {

// The graph below its first root as a tree, with sizes. The error that the root itself has.
Result<std::string> graph_tree(const ModuleGraph& graph, js::Colors colors);

// Everything in the graph, with the keys of `deno info --json`.
nlohmann::ordered_json graph_json(const ModuleGraph& graph);

// `220B`, `43.55KB`: up to two decimals.
std::string readable_size(std::size_t bytes);

}  // namespace bailey::cli
