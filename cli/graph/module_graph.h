// The modules that programs need, found without running any of them.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/graph/graph_source.h"
#include "loader/typescript/import_parser.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/js/module_source.h"

namespace bailey::cli {

enum class GraphScope : std::uint8_t {
  Code,          // what runs
  CodeAndTypes,  // and what is imported for its types alone
};

struct GraphImport {
  loader::WrittenImport written = {};
  std::string url = {};                  // resolved; empty when it means nothing
  std::optional<Error> unresolved = {};  // then: why
  std::string advice = {};               // to print below that error
};

struct GraphModule {
  std::string url = {};  // after redirects
  js::ModuleType kind = js::ModuleType::JavaScript;
  loader::MediaType type = loader::MediaType::Unknown;
  std::size_t size = 0;    // bytes of its text
  std::string local = {};  // where the text lies on this machine; empty when nowhere
  std::vector<GraphImport> imports = {};
  std::optional<Error> failure = {};  // why it cannot be used; then only `url` is known
};

// Belongs to the thread of its loop.
class ModuleGraph {
 public:
  // Both must outlive it.
  ModuleGraph(GraphSource& source, EventLoop& loop, GraphScope scope)
      : source_(source), loop_(loop), scope_(scope) {}

  // Adds the module at `url` and everything it needs, and waits until that is there.
  void add_root(const std::string& url);

  const std::vector<std::string>& roots() const { return roots_; }
  const std::map<std::string, GraphModule>& modules() const { return modules_; }
  const std::map<std::string, std::string>& redirects() const { return redirects_; }

  // The module that `url` leads to.
  const GraphModule& at(const std::string& url) const;

  // What would keep a program from starting, with the place of the import: the first in the order
  // in which modules run. What is imported dynamically may fail.
  std::optional<Error> first_failure() const;

 private:
  void want(js::ModuleRequest request);
  void start(js::ModuleRequest request);
  void accept(const js::ModuleRequest& request, Result<js::ModuleCode> code);
  void add_imports(GraphModule& module);
  std::optional<Error> failure_below(const std::string& root, std::set<std::string>& seen) const;

  GraphSource& source_;
  EventLoop& loop_;
  GraphScope scope_;
  std::vector<std::string> roots_;
  std::map<std::string, GraphModule> modules_;  // by final URL
  std::map<std::string, std::string> redirects_;
  std::set<std::string> wanted_;
  std::deque<js::ModuleRequest> to_start_;
  int waiting_ = 0;
};

}  // namespace bailey::cli
