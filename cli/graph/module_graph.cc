#include "cli/graph/module_graph.h"

#include <format>
#include <utility>

#include <boost/asio/co_spawn.hpp>

#include "loader/resolve/url.h"
#include "runtime/base/check.h"

namespace bailey::cli {
namespace {

std::string place_of(const GraphModule& module, const GraphImport& import) {
  const auto& start = import.written.start;
  return std::format("\n    at {}:{}:{}", module.url, start.line + 1, start.character + 1);
}

Result<js::ModuleType> module_type(const std::string& attribute) {
  if (attribute.empty()) return js::ModuleType::JavaScript;
  if (attribute == "json") return js::ModuleType::Json;
  if (attribute == "text") return js::ModuleType::Text;
  if (attribute == "bytes") return js::ModuleType::Bytes;
  return fail(ErrorClass::TypeError,
      std::format("The import attribute type of \"{}\" is unsupported.", attribute));
}

}  // namespace

void ModuleGraph::add_root(const std::string& url) {
  roots_.push_back(url);
  // Data is a program that imports nothing.
  bool is_json = loader::media_type_of_name(loader::path_of(url)) == loader::MediaType::Json;
  want({.url = url,
      .type = is_json ? js::ModuleType::Json : js::ModuleType::JavaScript,
      .kind = js::ImportKind::Main});
  while (!to_start_.empty() || waiting_ > 0) {
    if (to_start_.empty()) {
      loop_.run_one();
      continue;
    }
    auto request = std::move(to_start_.front());
    to_start_.pop_front();
    start(std::move(request));
  }
}

// Started from a list and not from here: a chain of imports may be as long as it likes.
void ModuleGraph::want(js::ModuleRequest request) {
  if (wanted_.insert(request.url).second) to_start_.push_back(std::move(request));
}

void ModuleGraph::start(js::ModuleRequest request) {
  auto& modules = source_.modules();
  if (auto now = modules.load_now(request)) {
    accept(request, std::move(*now));
    return;
  }
  ++waiting_;
  auto task = modules.load(request);
  boost::asio::co_spawn(loop_.io(), std::move(task),
      [this, request = std::move(request)](std::exception_ptr failed, js::ModuleCode code) {
        --waiting_;
        if (failed)
          accept(request, std::unexpected(error_of(std::move(failed))));
        else
          accept(request, std::move(code));
      });
}

void ModuleGraph::accept(const js::ModuleRequest& request, Result<js::ModuleCode> code) {
  if (!code) {
    modules_[request.url] = {.url = request.url, .failure = std::move(code).error()};
    return;
  }
  if (code->url != request.url) redirects_[request.url] = code->url;
  wanted_.insert(code->url);
  auto [place, is_new] = modules_.try_emplace(code->url);
  if (!is_new) return;
  GraphModule& module = place->second;
  module.url = code->url;
  module.kind = code->type;
  module.local = source_.local_path(code->url);
  if (code->type != js::ModuleType::JavaScript) {
    module.type = source_.type_of(code->url);
    module.size = code->source.size();
    return;
  }
  auto script = source_.written(*code);
  module.type = script.type;
  module.size = script.text.size();
  auto imports = source_.imports(module.url, script);
  if (!imports) {
    module.failure = std::move(imports).error();
    return;
  }
  for (auto& written : *imports) {
    if (written.form == loader::ImportForm::Type && scope_ == GraphScope::Code) continue;
    module.imports.push_back({.written = std::move(written)});
  }
  add_imports(module);
}

void ModuleGraph::add_imports(GraphModule& module) {
  for (GraphImport& import : module.imports) {
    auto& modules = source_.modules();
    auto type = module_type(import.written.attribute);
    auto url = type ? modules.resolve(import.written.specifier, module.url)
                    : Result<std::string>(std::unexpected(type.error()));
    if (!url) {
      import.unresolved = std::move(url).error();
      if (type) import.advice = modules.advice(import.written.specifier, module.url);
      continue;
    }
    import.url = *std::move(url);
    want(
        {.url = import.url, .type = *type, .kind = js::ImportKind::Static, .referrer = module.url});
  }
}

const GraphModule& ModuleGraph::at(const std::string& url) const {
  auto redirect = redirects_.find(url);
  auto found = modules_.find(redirect == redirects_.end() ? url : redirect->second);
  BAILEY_CHECK(found != modules_.end());
  return found->second;
}

std::optional<Error> ModuleGraph::first_failure() const {
  std::set<std::string> seen;
  for (const std::string& root : roots_)
    if (auto failure = failure_below(root, seen)) return failure;
  return std::nullopt;
}

std::optional<Error> ModuleGraph::failure_below(
    const std::string& root, std::set<std::string>& seen) const {
  struct Step {
    const GraphModule* module;
    std::size_t next = 0;  // of its imports
  };
  const GraphModule& first = at(root);
  if (first.failure) return first.failure;
  if (!seen.insert(first.url).second) return std::nullopt;
  std::vector<Step> path = {{&first}};
  while (!path.empty()) {
    const GraphModule& module = *path.back().module;
    if (path.back().next == module.imports.size()) {
      path.pop_back();
      continue;
    }
    const GraphImport& import = module.imports[path.back().next++];
    if (import.written.form != loader::ImportForm::Code) continue;
    if (import.unresolved) {
      Error error = *import.unresolved;
      error.message += import.advice + place_of(module, import);
      return error;
    }
    const GraphModule& imported = at(import.url);
    if (imported.failure) {
      Error error = *imported.failure;
      // A syntax error has a place of its own, and a better one.
      if (error.error_class != ErrorClass::SyntaxError) error.message += place_of(module, import);
      return error;
    }
    if (seen.insert(imported.url).second) path.push_back({&imported});
  }
  return std::nullopt;
}

}  // namespace bailey::cli
