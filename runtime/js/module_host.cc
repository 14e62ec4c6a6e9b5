#include "runtime/js/module_host.h"

#include "runtime/base/check.h"
#include "runtime/js/builtins.h"
#include "runtime/js/convert.h"
#include "runtime/js/module_graph.h"
#include "runtime/js/promise.h"

namespace bailey::js {

ModuleHost::ModuleHost(Realm& realm, ModuleSource& source) : realm_(realm), source_(source) {
  realm.set_module_host(*this);
  realm.isolate()->SetHostImportModuleDynamicallyCallback(on_dynamic_import);
}

ModuleHost::~ModuleHost() = default;

void ModuleHost::load(ModuleRequest request, Loaded done) {
  std::make_shared<GraphLoad>(*this, std::move(done))->start(std::move(request));
}

ModuleHost::Entry* ModuleHost::find(const std::string& url, ModuleType type) {
  auto found = by_key_.find(module_key(url, type));
  return found == by_key_.end() ? nullptr : found->second;
}

ModuleHost::Entry* ModuleHost::entry_of(v8::Local<v8::Module> module) {
  auto [first, last] = by_hash_.equal_range(module->GetIdentityHash());
  for (auto it = first; it != last; ++it)
    if (it->second->module == module) return it->second;
  return nullptr;
}

std::expected<ModuleHost::Entry*, LoadFailure> ModuleHost::compile(
    ModuleCode code, const ModuleRequest& request) {
  auto* isolate = realm_.isolate();
  v8::TryCatch caught(isolate);
  auto entry = std::make_unique<Entry>();
  entry->url = code.url;
  entry->type = request.type;
  entry->kind = request.kind;
  v8::Local<v8::Module> module;
  if (code.source_map) add_source_map(*entry, std::move(code.source_map));
  if (code.type != ModuleType::JavaScript) {
    if (!compile_value(*entry, code).ToLocal(&module))
      return std::unexpected(LoadFailure{{}, v8::Global<v8::Value>(isolate, caught.Exception())});
  } else {
    v8::Local<v8::String> text;
    if (!new_string(isolate, code.source).ToLocal(&text))
      return std::unexpected(LoadFailure{
          {ErrorClass::RangeError, "The module is larger than the engine can hold: " + code.url},
          {}});
    entry->source.Reset(isolate, text);
    v8::ScriptOrigin origin(js_string(isolate, code.url), 0, 0, false, -1, {}, false, false, true);
    v8::ScriptCompiler::Source source(text, origin);
    if (!v8::ScriptCompiler::CompileModule(isolate, &source).ToLocal(&module))
      return std::unexpected(LoadFailure{{}, v8::Global<v8::Value>(isolate, caught.Exception())});
  }
  entry->module.Reset(isolate, module);
  if (auto read = read_requests(*entry); !read)
    return std::unexpected(LoadFailure{std::move(read).error(), {}});
  auto* raw = entry.get();
  by_hash_.emplace(module->GetIdentityHash(), raw);
  by_key_[module_key(raw->url, raw->type)] = raw;
  entries_.push_back(std::move(entry));
  return raw;
}

// JSON, text and bytes: a module whose default export is the value.
v8::MaybeLocal<v8::Module> ModuleHost::compile_value(Entry& entry, ModuleCode& code) {
  auto* isolate = realm_.isolate();
  v8::Local<v8::Value> value;
  if (code.type == ModuleType::Bytes) {
    value = new_uint8_array(isolate, Bytes(code.source));
  } else {
    v8::Local<v8::String> text;
    if (!new_string(isolate, code.source).ToLocal(&text)) {
      isolate->ThrowException(v8::Exception::RangeError(
          js_string(isolate, "The module is larger than the engine can hold: " + code.url)));
      return {};
    }
    value = text;
    if (code.type == ModuleType::Json) {
      v8::TryCatch caught(isolate);
      if (!v8::JSON::Parse(realm_.context(), text).ToLocal(&value)) {
        auto reason = to_utf8(isolate, caught.Message()->Get());
        caught.Reset();
        isolate->ThrowException(
            v8::Exception::SyntaxError(js_string(isolate, reason + "\n    at " + code.url)));
        caught.ReThrow();
        return {};
      }
    }
  }
  entry.value.Reset(isolate, value);
  auto name = js_name(isolate, "default");
  return v8::Module::CreateSyntheticModule(isolate, js_string(isolate, code.url),
      v8::MemorySpan<const v8::Local<v8::String>>(&name, 1), on_evaluate_value);
}

v8::MaybeLocal<v8::Value> ModuleHost::on_evaluate_value(
    v8::Local<v8::Context> context, v8::Local<v8::Module> module) {
  auto* isolate = context->GetIsolate();
  auto& realm = Realm::of(isolate);
  auto* entry = realm.module_host()->entry_of(module);
  BAILEY_CHECK(entry != nullptr);
  if (module
          ->SetSyntheticModuleExport(
              isolate, js_name(isolate, "default"), entry->value.Get(isolate))
          .IsNothing())
    return {};
  auto resolver = v8::Promise::Resolver::New(context).ToLocalChecked();
  resolver->Resolve(context, v8::Undefined(isolate)).Check();
  return resolver->GetPromise();
}

Result<> ModuleHost::read_requests(Entry& entry) {
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  auto module = entry.module.Get(isolate);
  if (!module->IsSourceTextModule()) return {};
  auto requests = module->GetModuleRequests();
  for (int i = 0; i < requests->Length(); ++i) {
    auto request = requests->Get(context, i).As<v8::ModuleRequest>();
    Entry::Import import;
    import.specifier = to_utf8(isolate, request->GetSpecifier());
    auto place = module->SourceOffsetToLocation(request->GetSourceOffset());
    import.line = place.GetLineNumber() + 1;
    import.column = place.GetColumnNumber() + 1;
    if (auto written = original(entry.url, import.line, import.column)) {
      import.line = written->line;
      import.column = written->column;
    }
    auto type = read_attributes(isolate, request->GetImportAttributes(), 3);
    if (!type) {
      type.error().message += "\n    at " + entry.url + ":" + std::to_string(import.line) + ":" +
                              std::to_string(import.column);
      return std::unexpected(std::move(type).error());
    }
    import.type = *type;
    entry.imports.push_back(std::move(import));
  }
  return {};
}

v8::MaybeLocal<v8::Module> ModuleHost::on_resolve(v8::Local<v8::Context> context,
    v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes,
    v8::Local<v8::Module> referrer) {
  auto* isolate = context->GetIsolate();
  auto& host = *Realm::of(isolate).module_host();
  auto* entry = host.entry_of(referrer);
  BAILEY_CHECK(entry != nullptr);
  auto text = to_utf8(isolate, specifier);
  auto type = read_attributes(isolate, attributes, 3);
  for (const auto& import : entry->imports) {
    if (import.specifier != text || !type || import.type != *type) continue;
    if (auto* found = host.find(import.url, import.type)) return found->module.Get(isolate);
  }
  isolate->ThrowException(v8::Exception::TypeError(
      js_string(isolate, "Module not found \"" + text + "\" from " + entry->url)));
  return {};
}

v8::MaybeLocal<v8::Promise> ModuleHost::on_dynamic_import(v8::Local<v8::Context> context,
    v8::Local<v8::Data>, v8::Local<v8::Value> resource_name, v8::Local<v8::String> specifier,
    v8::Local<v8::FixedArray> attributes) {
  auto* isolate = context->GetIsolate();
  auto& realm = Realm::of(isolate);
  auto referrer =
      resource_name->IsString() ? to_utf8(isolate, resource_name.As<v8::String>()) : std::string();
  auto resolver = v8::Promise::Resolver::New(context).ToLocalChecked();
  auto held = std::make_shared<v8::Global<v8::Promise::Resolver>>(isolate, resolver);
  if (referrer.starts_with("bailey:")) {  // a builtin asking for a lazy one
    v8::TryCatch caught(isolate);
    v8::Local<v8::Object> loaded;
    if (realm.builtins().load(to_utf8(isolate, specifier)).ToLocal(&loaded))
      resolver->Resolve(context, loaded).Check();
    else
      resolver->Reject(context, caught.Exception()).Check();
    return resolver->GetPromise();
  }
  auto& host = *realm.module_host();
  if (!referrer.contains(':')) referrer = host.main_url_;
  auto type = read_attributes(isolate, attributes, 2);
  auto url = type ? host.source_.resolve(to_utf8(isolate, specifier), referrer)
                  : Result<std::string>(std::unexpected(type.error()));
  if (!url) {
    url.error().error_class = ErrorClass::TypeError;
    url.error().code = type ? "ERR_MODULE_NOT_FOUND" : "";
    resolver->Reject(context, error_to_js(realm, url.error())).Check();
    return resolver->GetPromise();
  }
  host.load({*std::move(url), *type, ImportKind::Dynamic, referrer},
      [&host, held](auto loaded) { host.finish_dynamic_import(held, std::move(loaded)); });
  return resolver->GetPromise();
}

void ModuleHost::finish_dynamic_import(std::shared_ptr<v8::Global<v8::Promise::Resolver>> held,
    std::expected<v8::Local<v8::Module>, LoadFailure> loaded) {
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  auto resolver = held->Get(isolate);
  if (!loaded) {
    auto& failure = loaded.error();
    if (failure.exception.IsEmpty() && failure.error.code.empty()) {
      failure.error.error_class = ErrorClass::TypeError;
      failure.error.code = "ERR_MODULE_NOT_FOUND";
    }
    auto reason = failure.exception.IsEmpty() ? error_to_js(realm_, failure.error)
                                              : failure.exception.Get(isolate);
    (void)resolver->Reject(context, reason);
    return;
  }
  auto module = *loaded;
  v8::TryCatch caught(isolate);
  v8::Local<v8::Value> evaluated;
  if (!module->Evaluate(context).ToLocal(&evaluated)) {
    if (!caught.HasTerminated()) (void)resolver->Reject(context, caught.Exception());
    return;
  }
  // import() settles when the module's own promise does, with its namespace.
  v8::Local<v8::Value> parts[] = {resolver, module->GetModuleNamespace()};
  auto data = v8::Array::New(isolate, parts, 2);
  auto settle = [](const v8::FunctionCallbackInfo<v8::Value>& info, bool rejected) {
    auto current = info.GetIsolate()->GetCurrentContext();
    auto both = info.Data().As<v8::Array>();
    auto target = both->Get(current, 0).ToLocalChecked().As<v8::Promise::Resolver>();
    if (rejected)
      (void)target->Reject(current, info[0]);
    else
      (void)target->Resolve(current, both->Get(current, 1).ToLocalChecked());
  };
  static const auto kSettle = settle;
  auto resolved = v8::Function::New(
      context, [](const v8::FunctionCallbackInfo<v8::Value>& info) { kSettle(info, false); }, data);
  auto rejected = v8::Function::New(
      context, [](const v8::FunctionCallbackInfo<v8::Value>& info) { kSettle(info, true); }, data);
  (void)evaluated.As<v8::Promise>()->Then(
      context, resolved.ToLocalChecked(), rejected.ToLocalChecked());
}

}  // namespace bailey::js
