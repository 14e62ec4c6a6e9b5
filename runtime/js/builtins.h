// bailey's own JavaScript: ES modules named bailey:*, embedded in the program. Eager ones are
// run once, at build time, into the snapshot; the others when something first needs them.
#pragma once

#include <v8.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/js/op.h"

namespace bailey::js {

struct BuiltinSource {
  std::string_view name;    // "bailey:web/event"
  std::string_view source;  // ASCII, lives as long as the program
  bool eager = false;
};

// The builtins of one realm. Only builtins can import bailey:* names.
class Builtins {
 public:
  Builtins(
      Realm& realm, std::span<const BuiltinSource> sources, std::span<const OpFamily> families);

  // Takes over the modules that the snapshot holds, fetched from it when first needed:
  // data `first_index` + i is the module called names[i].
  void restore(v8::Local<v8::Array> names, std::size_t first_index);

  // The namespace of `name`, compiled, linked and evaluated. Empty with an exception pending
  // when that fails, which only a bug in a builtin makes happen.
  v8::MaybeLocal<v8::Object> load(std::string_view name);

  // Compiles modules with all their functions from now on, of which a snapshot then has the code.
  void compile_wholly() { options_ = v8::ScriptCompiler::kEagerCompile; }

  // What `source` is compiled to, the functions that have run included; nothing when that failed,
  // with an exception pending, and empty when the snapshot holds it.
  std::optional<std::string> code_of(const BuiltinSource& source);

  // Every module loaded so far, in order.
  const std::vector<std::string>& loaded() const { return order_; }
  v8::Local<v8::Module> module(const std::string& name);

  // Fills import.meta of a bailey:ops module; false when `module` is none.
  bool fill_import_meta(v8::Local<v8::Object> meta);

 private:
  v8::MaybeLocal<v8::Module> find_or_compile(std::string_view name);
  v8::MaybeLocal<v8::Module> compile(
      std::string_view name, v8::Local<v8::String> source, std::string_view code = {});
  bool link_and_evaluate(v8::Local<v8::Module> module);
  bool run(v8::Local<v8::Module> module);
  v8::MaybeLocal<v8::Module> make_ops_module(std::string_view name, const OpFamily& family);
  static v8::MaybeLocal<v8::Module> on_resolve(v8::Local<v8::Context> context,
      v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes,
      v8::Local<v8::Module> referrer);

  Realm& realm_;
  std::span<const BuiltinSource> sources_;
  std::span<const OpFamily> families_;
  std::unordered_map<std::string, v8::Global<v8::Module>> modules_;
  std::unordered_map<std::string, std::size_t> in_snapshot_;  // name to data index
  std::vector<std::string> order_;
  v8::ScriptCompiler::CompileOptions options_ = v8::ScriptCompiler::kNoCompileOptions;
  v8::Local<v8::Object> evaluating_ops_;  // while an ops module runs its one line
};

}  // namespace bailey::js
