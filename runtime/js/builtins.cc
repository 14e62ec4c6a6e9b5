#include "runtime/js/builtins.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "runtime/js/builtin_code.h"
#include "runtime/js/builtin_texts.h"

namespace bailey::js {
namespace {

constexpr std::string_view kOpsPrefix = "bailey:ops/";

}  // namespace

Builtins::Builtins(
    Realm& realm, std::span<const BuiltinSource> sources, std::span<const OpFamily> families)
    : realm_(realm), sources_(sources), families_(families) {
  realm.set_builtins(*this);
}

void Builtins::restore(v8::Local<v8::Array> names, std::size_t first_index) {
  for (std::uint32_t i = 0; i < names->Length(); ++i) {
    auto name = names->Get(realm_.context(), i).ToLocalChecked();
    in_snapshot_[to_utf8(realm_.isolate(), name.As<v8::String>())] = first_index + i;
  }
}

v8::Local<v8::Module> Builtins::module(const std::string& name) {
  return modules_.at(name).Get(realm_.isolate());
}

bool Builtins::fill_import_meta(v8::Local<v8::Object> meta) {
  if (evaluating_ops_.IsEmpty()) return false;
  meta->Set(realm_.context(), js_name(realm_.isolate(), "ops"), evaluating_ops_).Check();
  return true;
}

// V8 looks whether `code` fits: with other V8 flags it is left aside.
v8::MaybeLocal<v8::Module> Builtins::compile(
    std::string_view name, v8::Local<v8::String> source, std::string_view code) {
  using v8::ScriptCompiler;
  auto* isolate = realm_.isolate();
  v8::ScriptOrigin origin(js_string(isolate, name), 0, 0, false, -1, {}, false, false, true);
  auto* cached = code.empty() ? nullptr
                              : new ScriptCompiler::CachedData(
                                    reinterpret_cast<const std::uint8_t*>(code.data()),
                                    static_cast<int>(code.size()));
  ScriptCompiler::Source given(source, origin, cached);  // owns `cached`
  v8::Local<v8::Module> module;
  if (!ScriptCompiler::CompileModule(
          isolate, &given, cached == nullptr ? options_ : ScriptCompiler::kConsumeCodeCache)
          .ToLocal(&module))
    return {};
  modules_[std::string(name)].Reset(isolate, module);
  order_.emplace_back(name);
  return module;
}

// A native family as a module of plain exports. Written as source so that a snapshot can hold it.
v8::MaybeLocal<v8::Module> Builtins::make_ops_module(
    std::string_view name, const OpFamily& family) {
  std::string text = "const o = import.meta.ops; export const ";
  for (const Op& op : family.ops) {
    for (std::string_view suffix : {"", "Sync"}) {
      if (!suffix.empty() && op.sync_callback == nullptr) continue;
      std::string export_name = std::string(op.name) + std::string(suffix);
      text += export_name + " = o." + export_name + ", ";
    }
  }
  text += "ops = o;";
  v8::Local<v8::Module> module;
  if (!compile(name, js_string(realm_.isolate(), text)).ToLocal(&module)) return {};
  evaluating_ops_ = make_ops(realm_, family);
  bool done = run(module);
  evaluating_ops_.Clear();
  if (!done) return {};
  return module;
}

// False with an exception pending.
bool Builtins::link_and_evaluate(v8::Local<v8::Module> module) {
  auto context = realm_.context();
  if (module->GetStatus() == v8::Module::kUninstantiated &&
      module->InstantiateModule(context, on_resolve).IsNothing())
    return false;
  if (module->GetStatus() == v8::Module::kInstantiated) {
    v8::Local<v8::Value> promise;
    if (!module->Evaluate(context).ToLocal(&promise)) return false;
    promise.As<v8::Promise>()->MarkAsHandled();  // what it was rejected with is thrown
  }
  if (module->GetStatus() != v8::Module::kErrored) return true;
  realm_.isolate()->ThrowException(module->GetException());
  return false;
}

// The same, and nothing is kept that failed: script may come here with a full stack, and again with
// room on it.
bool Builtins::run(v8::Local<v8::Module> module) {
  if (link_and_evaluate(module)) return true;
  std::erase_if(modules_, [&](const auto& each) {
    auto status = each.second.Get(realm_.isolate())->GetStatus();
    return status == v8::Module::kErrored || status == v8::Module::kUninstantiated;
  });
  return false;
}

v8::MaybeLocal<v8::Module> Builtins::find_or_compile(std::string_view name) {
  std::string key(name);
  auto* isolate = realm_.isolate();
  if (auto found = modules_.find(key); found != modules_.end()) return found->second.Get(isolate);
  if (auto stored = in_snapshot_.find(key); stored != in_snapshot_.end()) {
    auto module =
        realm_.context()->GetDataFromSnapshotOnce<v8::Module>(stored->second).ToLocalChecked();
    modules_[key].Reset(isolate, module);
    return module;
  }
  if (name.starts_with(kOpsPrefix)) {
    auto family = std::ranges::find(families_, name.substr(kOpsPrefix.size()), &OpFamily::name);
    if (family != families_.end()) return make_ops_module(name, *family);
  }
  auto source = std::ranges::find(sources_, name, &BuiltinSource::name);
  if (source == sources_.end()) {
    std::string message = "internal error: there is no builtin " + key;
    isolate->ThrowException(v8::Exception::Error(js_string(isolate, message)));
    return {};
  }
  auto index = static_cast<std::size_t>(source - sources_.begin());
  v8::Local<v8::String> text;
  if (!v8::String::NewExternalOneByte(isolate, &builtin_text(sources_, index)).ToLocal(&text))
    return {};
  return compile(name, text, builtin_code(index));
}

std::optional<std::string> Builtins::code_of(const BuiltinSource& source) {
  if (in_snapshot_.contains(std::string(source.name))) return "";
  v8::HandleScope handles(realm_.isolate());
  v8::Local<v8::Module> module;
  if (!find_or_compile(source.name).ToLocal(&module)) return std::nullopt;
  std::unique_ptr<v8::ScriptCompiler::CachedData> code(
      v8::ScriptCompiler::CreateCodeCache(module->GetUnboundModuleScript()));
  return std::string(
      reinterpret_cast<const char*>(code->data), static_cast<std::size_t>(code->length));
}

v8::MaybeLocal<v8::Module> Builtins::on_resolve(v8::Local<v8::Context> context,
    v8::Local<v8::String> specifier, v8::Local<v8::FixedArray>, v8::Local<v8::Module>) {
  auto& realm = Realm::of(context->GetIsolate());
  return realm.builtins().find_or_compile(to_utf8(realm.isolate(), specifier));
}

v8::MaybeLocal<v8::Object> Builtins::load(std::string_view name) {
  v8::EscapableHandleScope handles(realm_.isolate());
  v8::Local<v8::Module> module;
  if (!find_or_compile(name).ToLocal(&module) || !run(module)) return {};
  return handles.Escape(module->GetModuleNamespace().As<v8::Object>());
}

}  // namespace bailey::js
