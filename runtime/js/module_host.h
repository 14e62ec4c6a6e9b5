// Script's ES modules: loads graphs through a ModuleSource, links and evaluates them.
#pragma once

#include <v8.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/js/module_source.h"
#include "runtime/js/realm.h"

namespace bailey::js {

// Why a module graph could not be loaded.
struct LoadFailure {
  Error error;                      // when the source failed; names the importing place
  v8::Global<v8::Value> exception;  // when the code itself did (a syntax error)
};

// Belongs to the realm's thread. `source` must outlive it.
class ModuleHost {
 public:
  ModuleHost(Realm& realm, ModuleSource& source);
  ~ModuleHost();

  using Loaded = std::move_only_function<void(std::expected<v8::Local<v8::Module>, LoadFailure>)>;

  // Loads `request` and everything it imports; `done` is called once, at once when nothing had
  // to be waited for, with a module that is linked and ready to be evaluated.
  void load(ModuleRequest request, Loaded done);

  // The module whose import.meta.main is true.
  void set_main(std::string url) { main_url_ = std::move(url); }

  void fill_import_meta(v8::Local<v8::Module> module, v8::Local<v8::Object> meta);

  // Where a place in the running code was written, when it was transpiled.
  std::optional<SourcePosition> original(std::string_view url, int line, int column) const;
  std::optional<std::string> source_line(std::string_view url, int line) const;

 private:
  struct Entry;
  class GraphLoad;
  friend class GraphLoad;

  Entry* find(const std::string& url, ModuleType type);
  Entry* entry_of(v8::Local<v8::Module> module);
  std::expected<Entry*, LoadFailure> compile(ModuleCode code, const ModuleRequest& request);
  v8::MaybeLocal<v8::Module> compile_value(Entry& entry, ModuleCode& code);
  Result<> read_requests(Entry& entry);
  void add_source_map(Entry& entry, std::unique_ptr<SourceMap> map);

  static v8::MaybeLocal<v8::Module> on_resolve(v8::Local<v8::Context> context,
      v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes,
      v8::Local<v8::Module> referrer);
  static v8::MaybeLocal<v8::Promise> on_dynamic_import(v8::Local<v8::Context> context,
      v8::Local<v8::Data> host_options, v8::Local<v8::Value> resource_name,
      v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes);
  static v8::MaybeLocal<v8::Value> on_evaluate_value(
      v8::Local<v8::Context> context, v8::Local<v8::Module> module);
  static void on_meta_resolve(const v8::FunctionCallbackInfo<v8::Value>& info);
  static v8::MaybeLocal<v8::Value> on_prepare_stack(
      v8::Local<v8::Context> context, v8::Local<v8::Value> error, v8::Local<v8::Array> sites);
  void finish_dynamic_import(std::shared_ptr<v8::Global<v8::Promise::Resolver>> resolver,
      std::expected<v8::Local<v8::Module>, LoadFailure> loaded);

  Realm& realm_;
  ModuleSource& source_;
  std::string main_url_;
  std::vector<std::unique_ptr<Entry>> entries_;
  std::unordered_map<std::string, Entry*> by_key_;  // requested and final URLs, with the type
  std::unordered_multimap<int, Entry*> by_hash_;
  std::unordered_map<std::string, SourceMap*> source_maps_;  // by final URL
};

}  // namespace bailey::js
