// The inside of ModuleHost: its records and the loading of one graph. Not for other folders.
#pragma once

#include <deque>
#include <unordered_set>

#include "runtime/js/module_host.h"

namespace bailey::js {

struct ModuleHost::Entry {
  std::string url;
  ModuleType type = ModuleType::JavaScript;
  ImportKind kind = ImportKind::Static;
  v8::Global<v8::Module> module;
  v8::Global<v8::Value> value;    // the default export of a JSON, text or bytes module
  v8::Global<v8::String> source;  // of JavaScript: what V8 holds anyway
  struct Import {
    std::string specifier;
    ModuleType type;
    std::string url;                // resolved
    std::string place;              // "\n    at URL:L:C", where it was written
    std::string unknown_type = {};  // what `with { type: … }` said, when nobody knows it
  };
  std::vector<Import> imports;
};

// A module that a graph needs, and who says so.
struct ModuleHost::Wanted {
  ModuleRequest request;
  std::string imported_at;  // "\n    at URL:L:C", for the error; empty for what no module imports
};

// Loads a graph breadth first; what needs waiting for is fetched in parallel. Several graphs can be
// loaded at once: what one is fetching the others wait for.
class ModuleHost::GraphLoad : public std::enable_shared_from_this<ModuleHost::GraphLoad> {
 public:
  GraphLoad(ModuleHost& host, Loaded done) : host_(host), done_(std::move(done)) {}
  void start(ModuleRequest root);

 private:
  enum class Fetched : std::uint8_t { Here, Elsewhere };

  void add(Wanted wanted);
  void add_all();
  void add_imports(Entry& entry);
  void fetch(Wanted wanted);
  void accept(const Made& made, const Wanted& wanted);
  void arrived(const Made& made, Wanted wanted, Fetched by);
  void fail(LoadFailure failure);
  void finish_if_idle();

  ModuleHost& host_;
  Loaded done_;
  std::string root_key_;
  ImportKind kind_ = ImportKind::Static;  // of the root
  std::deque<Wanted> queue_;
  std::unordered_set<std::string> seen_;  // keys
  int waiting_ = 0;
  bool failed_ = false;
};

// A graph that waits for a module which another one is fetching.
struct ModuleHost::Waiter {
  std::shared_ptr<GraphLoad> graph;
  Wanted wanted;
};

// One module under one type: `url` and the import attribute identify it.
std::string module_key(std::string_view url, ModuleType type);

struct ImportAttributes {
  ModuleType type = ModuleType::JavaScript;
  std::string unknown_type = {};  // a `type` that nobody knows
  std::string unknown_key = {};   // an attribute other than `type`
};
// `stride`: how many elements V8 gives for each attribute.
ImportAttributes read_attributes(
    v8::Isolate* isolate, v8::Local<v8::FixedArray> attributes, int stride);

}  // namespace bailey::js
