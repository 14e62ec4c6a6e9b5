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
  // The same for a place of V8's in the code of `url`: as it is when that was not transpiled.
  SourcePosition written_at(const std::string& url, v8::Location place) const;

 private:
  struct Entry;
  struct Wanted;
  struct Waiter;
  class GraphLoad;
  friend class GraphLoad;
  using Made = std::expected<Entry*, LoadFailure>;
  using Resolver = std::shared_ptr<v8::Global<v8::Promise::Resolver>>;

  Entry* find(const std::string& url, ModuleType type);
  Entry* entry_of(v8::Local<v8::Module> module);
  // The module that `code` is, compiled unless its final URL is known already.
  Made make(Result<ModuleCode> code, const ModuleRequest& request);
  Made compile(ModuleCode code, const ModuleRequest& request);
  std::expected<v8::Local<v8::Module>, LoadFailure> compile_script(
      Entry& entry, const std::string& source);
  v8::MaybeLocal<v8::Module> compile_value(Entry& entry, ModuleCode& code);
  Result<> read_requests(Entry& entry);
  v8::Local<v8::Value> placed_error(const v8::TryCatch& caught, ImportKind kind) const;
  void add_source_map(const std::string& url, std::unique_ptr<SourceMap> map);

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
  static void on_import_rejected(const v8::FunctionCallbackInfo<v8::Value>& info);
  void start_dynamic_import(const Resolver& resolver, std::uint32_t id, ModuleRequest request);
  void finish_dynamic_import(const Resolver& resolver, std::uint32_t id,
      std::expected<v8::Local<v8::Module>, LoadFailure> loaded);
  void settle_with(v8::Local<v8::Module> module, v8::Local<v8::Promise::Resolver> resolver);
  void reject_import(v8::Local<v8::Promise::Resolver> resolver, std::uint32_t id, Error error);

  Realm& realm_;
  ModuleSource& source_;
  std::string main_url_;
  std::vector<std::unique_ptr<Entry>> entries_;
  std::unordered_map<std::string, Entry*> by_key_;  // requested and final URLs, with the type
  std::unordered_multimap<int, Entry*> by_hash_;
  std::unordered_map<std::string, std::vector<Waiter>> fetching_;  // by the requested URL and type
  std::unordered_map<std::string, std::unique_ptr<SourceMap>> source_maps_;  // by final URL
  // Why import()s failed, until the error that says so is made; by the import's number.
  std::unordered_map<std::uint32_t, Error> import_errors_;
  std::uint32_t last_import_ = 0;
};

}  // namespace bailey::js
