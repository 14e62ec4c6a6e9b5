// The inside of ModuleHost: its records and the loading of one graph. Not for other folders.
#pragma once

#include "runtime/js/module_host.h"

namespace bailey::js {

struct ModuleHost::Entry {
  std::string url;
  ModuleType type = ModuleType::JavaScript;
  ImportKind kind = ImportKind::Static;
  v8::Global<v8::Module> module;
  v8::Global<v8::Value> value;    // the default export of a JSON, text or bytes module
  v8::Global<v8::String> source;  // of JavaScript: what V8 holds anyway
  std::unique_ptr<SourceMap> source_map;
  struct Import {
    std::string specifier;
    ModuleType type;
    std::string url;  // resolved
    int line = 0;     // where it was written, counted from 1
    int column = 0;
  };
  std::vector<Import> imports;
};

// Loads a graph breadth first; what needs waiting for is fetched in parallel.
class ModuleHost::GraphLoad : public std::enable_shared_from_this<ModuleHost::GraphLoad> {
 public:
  GraphLoad(ModuleHost& host, Loaded done) : host_(host), done_(std::move(done)) {}
  void start(ModuleRequest root);

 private:
  struct Wanted {
    ModuleRequest request;
    std::string imported_at;  // "\n    at URL:L:C", for the error
  };

  void add(Wanted wanted);
  void accept(Result<ModuleCode> code, const Wanted& wanted);
  void add_imports(Entry& entry);
  void fail(LoadFailure failure);
  void finish_if_idle();

  ModuleHost& host_;
  Loaded done_;
  std::string root_key_;
  ImportKind kind_ = ImportKind::Static;
  int waiting_ = 0;
  bool starting_ = true;
  bool failed_ = false;
};

// One module under one type: `url` and the import attribute identify it.
std::string module_key(std::string_view url, ModuleType type);

// The type an import's attributes ask for; an Error for attributes nobody knows.
Result<ModuleType> read_attributes(
    v8::Isolate* isolate, v8::Local<v8::FixedArray> attributes, int stride);

}  // namespace bailey::js
