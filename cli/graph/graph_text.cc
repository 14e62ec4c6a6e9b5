#include "cli/graph/graph_text.h"

#include <array>
#include <cstdint>
#include <format>
#include <utility>

#include <nlohmann/json.hpp>

namespace bailey::cli {
namespace {

class Painter {
 public:
  explicit Painter(js::Colors colors) : on_(colors == js::Colors::On) {}

  std::string label(std::string_view text) const { return styled(text, "1"); }
  std::string faint(std::string_view text) const { return styled(text, "38;5;245"); }
  std::string italic(std::string_view text) const { return styled(text, "3"); }
  std::string red(std::string_view text) const { return styled(text, "31"); }
  std::string alarm(std::string_view text) const { return styled(text, "1;31"); }

 private:
  std::string styled(std::string_view text, std::string_view code) const {
    return on_ ? std::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  bool on_;
};

// Why a module is not there, in brackets as Deno says it.
std::string_view reason(const Error& error) {
  if (error.error_class == ErrorClass::NotCapable) return "(not capable, requires --allow-import)";
  if (error.error_class == ErrorClass::SyntaxError) return "(parsing error)";
  if (error.message.starts_with("Module not found")) return "(missing)";
  if (error.message.starts_with("Expected a Json")) return "(invalid import assertion)";
  if (error.message.starts_with("Expected a JavaScript")) return "(unsupported)";
  return "(loading error)";
}

struct Line {
  std::string text;
  const GraphModule* below = nullptr;  // whose imports follow, one level deeper
};

// Draws the tree line by line, from a list of what is still to be drawn: it may be deep.
class Tree {
 public:
  Tree(const ModuleGraph& graph, js::Colors colors) : graph_(graph), paint_(colors) {}

  std::string draw(const GraphModule& root) {
    seen_.insert(root.url);
    std::string text = std::format("{} {}\n", root.url, size_of(root));
    levels_.push_back({imports_of(root), 0, ""});
    while (!levels_.empty()) {
      Level& level = levels_.back();
      if (level.next == level.imports.size()) {
        levels_.pop_back();
        continue;
      }
      const GraphImport& import = *level.imports[level.next++];
      text += row(import, level.next == level.imports.size());
    }
    return text;
  }

 private:
  struct Level {
    std::vector<const GraphImport*> imports;
    std::size_t next;    // of them
    std::string margin;  // of the lines below it
  };

  // What a module imports twice is shown once.
  static std::vector<const GraphImport*> imports_of(const GraphModule& module) {
    std::vector<const GraphImport*> imports;
    std::set<std::pair<std::string_view, bool>> known;
    for (const GraphImport& import : module.imports) {
      bool is_type = import.written.form == loader::ImportForm::Type;
      if (known.emplace(import.written.specifier, is_type).second) imports.push_back(&import);
    }
    return imports;
  }

  std::string size_of(const GraphModule& module) const {
    return paint_.faint(std::format("({})", readable_size(module.size)));
  }

  // The line of one import. Its own imports are put on the list.
  std::string row(const GraphImport& import, bool is_last) {
    Line line = describe(import);
    bool has_children = line.below != nullptr && !line.below->imports.empty();
    std::string margin = levels_.back().margin;
    auto branch = std::format("{}{}{}", margin, is_last ? "└─" : "├─", has_children ? "┬" : "─");
    if (has_children)
      levels_.push_back({imports_of(*line.below), 0, margin + (is_last ? "  " : "│ ")});
    return std::format("{} {}\n", paint_.faint(branch), line.text);
  }

  Line describe(const GraphImport& import) {
    if (import.unresolved)
      return {std::format(
          "{} {}", paint_.italic(import.unresolved->message), paint_.alarm("(resolve error)"))};
    const GraphModule& module = graph_.at(import.url);
    if (module.failure)
      return {std::format("{} {}", paint_.red(module.url), paint_.alarm(reason(*module.failure)))};
    if (!seen_.insert(module.url).second)
      return {std::format("{} {}", paint_.faint(module.url), paint_.faint("*"))};
    bool is_type = import.written.form == loader::ImportForm::Type;
    auto name = is_type ? paint_.italic(module.url) : module.url;
    return {std::format("{} {}", name, size_of(module)), &module};
  }

  const ModuleGraph& graph_;
  Painter paint_;
  std::set<std::string> seen_;
  std::vector<Level> levels_;
};

nlohmann::ordered_json place_json(const loader::TextPlace& place) {
  return {{"line", place.line}, {"character", place.character}};
}

nlohmann::ordered_json import_json(const GraphImport& import) {
  nlohmann::ordered_json target;
  if (import.unresolved)
    target["error"] = import.unresolved->message;
  else
    target["specifier"] = import.url;
  bool is_type = import.written.form == loader::ImportForm::Type;
  if (is_type) target["resolutionMode"] = "import";
  target["span"] = {
      {"start", place_json(import.written.start)}, {"end", place_json(import.written.end)}};
  nlohmann::ordered_json row = {{"specifier", import.written.specifier}};
  row[is_type ? "type" : "code"] = std::move(target);
  if (import.written.form == loader::ImportForm::Dynamic) row["isDynamic"] = true;
  if (!import.written.attribute.empty()) row["assertionType"] = import.written.attribute;
  return row;
}

// One row for each specifier: a module may import the same one several times.
nlohmann::ordered_json imports_json(const GraphModule& module) {
  auto rows = nlohmann::ordered_json::array();
  std::map<std::string, std::size_t> place;
  for (const GraphImport& import : module.imports) {
    auto row = import_json(import);
    auto [found, is_new] = place.try_emplace(import.written.specifier, rows.size());
    if (is_new) {
      rows.push_back(std::move(row));
      continue;
    }
    auto& known = rows[found->second];
    for (const char* part : {"code", "type"})
      if (row.contains(part) && !known.contains(part)) known[part] = row[part];
    if (import.written.form == loader::ImportForm::Code) known.erase("isDynamic");
  }
  return rows;
}

nlohmann::ordered_json module_json(const GraphModule& module) {
  nlohmann::ordered_json row;
  if (module.failure) {
    row["specifier"] = module.url;
    row["error"] = module.failure->message;
    return row;
  }
  bool is_script = module.kind == js::ModuleType::JavaScript;
  row["kind"] = is_script ? "esm" : "asserted";
  if (!is_script) row["specifier"] = module.url;
  if (!module.imports.empty()) row["dependencies"] = imports_json(module);
  if (!module.local.empty()) row["local"] = module.local;
  row["size"] = module.size;
  row["mediaType"] = loader::name_of(module.type);
  if (is_script) row["specifier"] = module.url;
  return row;
}

}  // namespace

Result<std::string> graph_tree(const ModuleGraph& graph, js::Colors colors) {
  const GraphModule& root = graph.at(graph.roots().front());
  if (root.failure) {
    if (root.failure->message.starts_with("Module not found"))
      return fail(ErrorClass::Error, "module could not be found");
    return std::unexpected(*root.failure);
  }
  std::size_t total = 0;
  std::size_t count = 0;
  for (const auto& [url, module] : graph.modules()) {
    if (module.failure) continue;
    total += module.size;
    ++count;
  }
  Painter paint(colors);
  std::string text;
  auto row = [&](std::string_view label, std::string_view value) {
    text += std::format("{} {}\n", paint.label(label), value);
  };
  if (!root.local.empty()) row("local:", root.local);
  if (root.kind == js::ModuleType::JavaScript) row("type:", loader::name_of(root.type));
  row("dependencies:", std::format("{} unique", count - 1));
  row("size:", readable_size(total));
  return text + "\n" + Tree(graph, colors).draw(root);
}

nlohmann::ordered_json graph_json(const ModuleGraph& graph) {
  nlohmann::ordered_json json = {{"version", 1}, {"roots", graph.roots()}};
  json["modules"] = nlohmann::ordered_json::array();
  for (const auto& [url, module] : graph.modules()) json["modules"].push_back(module_json(module));
  json["redirects"] = nlohmann::ordered_json::object();
  for (const auto& [from, to] : graph.redirects()) json["redirects"][from] = to;
  json["npmPackages"] = nlohmann::ordered_json::object();
  return json;
}

std::string readable_size(std::size_t bytes) {
  constexpr std::array kUnits = {"B", "KB", "MB", "GB", "TB"};
  auto amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; amount >= 1024 && unit + 1 < kUnits.size(); ++unit) amount /= 1024;
  auto text = std::format("{:.2f}", amount);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + kUnits[unit];
}

}  // namespace bailey::cli
