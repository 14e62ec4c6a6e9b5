#include "runtime/js/module_host.h"

#include "runtime/base/check.h"
#include "runtime/js/builtins.h"
#include "runtime/js/convert.h"
#include "runtime/js/module_graph.h"
#include "runtime/js/promise.h"

namespace bailey::js {
namespace {

// The message is Deno's, who leaves out where the text is from; the stack says it.
v8::MaybeLocal<v8::Value> parse_json(
    Realm& realm, const std::string& url, v8::Local<v8::String> text) {
  auto* isolate = realm.isolate();
  v8::TryCatch caught(isolate);
  v8::Local<v8::Value> value;
  if (v8::JSON::Parse(realm.context(), text).ToLocal(&value)) return value;
  auto exception = caught.Exception();
  v8::Local<v8::String> head;
  if (exception->IsNativeError() && exception->ToString(realm.context()).ToLocal(&head)) {
    auto stack = to_utf8(isolate, head) + "\n    at " + url;
    (void)exception.As<v8::Object>()->CreateDataProperty(
        realm.context(), js_name(isolate, "stack"), js_string(isolate, stack));
  }
  caught.ReThrow();
  return {};
}

}  // namespace

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

ModuleHost::Made ModuleHost::make(Result<ModuleCode> code, const ModuleRequest& request) {
  if (!code) return std::unexpected(LoadFailure{std::move(code).error(), {}});
  auto* known = find(code->url, request.type);  // reached by a redirect before
  auto made = known != nullptr ? Made(known) : compile(*std::move(code), request);
  if (made) by_key_[module_key(request.url, request.type)] = *made;
  return made;
}

ModuleHost::Made ModuleHost::compile(ModuleCode code, const ModuleRequest& request) {
  auto* isolate = realm_.isolate();
  auto entry = std::make_unique<Entry>();
  entry->url = code.url;
  entry->type = request.type;
  entry->kind = request.kind;
  v8::Local<v8::Module> module;
  bool transpiled = code.source_map != nullptr;
  if (transpiled) add_source_map(code.url, std::move(code.source_map));
  if (code.type != ModuleType::JavaScript) {
    v8::TryCatch caught(isolate);
    if (!compile_value(*entry, code).ToLocal(&module))
      return std::unexpected(LoadFailure{{}, v8::Global<v8::Value>(isolate, caught.Exception())});
  } else {
    auto compiled = compile_script(*entry, code.source);
    if (!compiled) {
      auto& failure = compiled.error();
      auto text = transpiled ? std::string() : source_.explain(code);
      if (!text.empty()) failure = {{ErrorClass::SyntaxError, std::move(text)}, {}};
      return std::unexpected(std::move(failure));
    }
    module = *compiled;
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

std::expected<v8::Local<v8::Module>, LoadFailure> ModuleHost::compile_script(
    Entry& entry, const std::string& source) {
  auto* isolate = realm_.isolate();
  v8::TryCatch caught(isolate);
  v8::Local<v8::String> text;
  if (!new_string(isolate, source).ToLocal(&text)) {
    return std::unexpected(LoadFailure{
        {ErrorClass::RangeError, "The module is larger than the engine can hold: " + entry.url},
        {}});
  }
  entry.source.Reset(isolate, text);
  v8::ScriptOrigin origin(js_string(isolate, entry.url), 0, 0, false, -1, {}, false, false, true);
  v8::ScriptCompiler::Source unit(text, origin);
  v8::Local<v8::Module> module;
  if (!v8::ScriptCompiler::CompileModule(isolate, &unit).ToLocal(&module))
    return std::unexpected(
        LoadFailure{{}, v8::Global<v8::Value>(isolate, placed_error(caught, entry.kind))});
  return module;
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
      if (!parse_json(realm_, code.url, text).ToLocal(&value)) return {};
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

// Where a place in a module's code was written. What the transpiler added was written nowhere, and
// counts as the start.
SourcePosition ModuleHost::written_at(const std::string& url, v8::Location place) const {
  int line = place.GetLineNumber() + 1;
  int column = place.GetColumnNumber() + 1;
  if (!source_maps_.contains(url)) return {url, line, column};
  return original(url, line, column).value_or(SourcePosition{url, 1, 1});
}

Result<> ModuleHost::read_requests(Entry& entry) {
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  auto module = entry.module.Get(isolate);
  if (!module->IsSourceTextModule()) return {};
  auto requests = module->GetModuleRequests();
  for (int i = 0; i < requests->Length(); ++i) {
    auto request = requests->Get(context, i).As<v8::ModuleRequest>();
    auto place = written_at(entry.url, module->SourceOffsetToLocation(request->GetSourceOffset()));
    auto at = "\n    at " + place.url + ":" + std::to_string(place.line) + ":" +
              std::to_string(place.column);
    auto attributes = read_attributes(isolate, request->GetImportAttributes(), 3);
    if (!attributes.unknown_key.empty()) {
      return bailey::fail(ErrorClass::TypeError,
          "\"" + attributes.unknown_key + "\" attribute is not supported." + at);
    }
    entry.imports.push_back({.specifier = to_utf8(isolate, request->GetSpecifier()),
        .type = attributes.type,
        .url = {},
        .place = std::move(at),
        .unknown_type = std::move(attributes.unknown_type)});
  }
  return {};
}

ImportAttributes read_attributes(
    v8::Isolate* isolate, v8::Local<v8::FixedArray> attributes, int stride) {
  auto context = isolate->GetCurrentContext();
  ImportAttributes read;
  for (int i = 0; i < attributes->Length(); i += stride) {
    auto key = to_utf8(isolate, attributes->Get(context, i).As<v8::String>());
    auto value = to_utf8(isolate, attributes->Get(context, i + 1).As<v8::String>());
    if (key != "type")
      read.unknown_key = std::move(key);
    else if (value == "json")
      read.type = ModuleType::Json;
    else if (value == "text")
      read.type = ModuleType::Text;
    else if (value == "bytes")
      read.type = ModuleType::Bytes;
    else
      read.unknown_type = std::move(value);
  }
  return read;
}

v8::MaybeLocal<v8::Module> ModuleHost::on_resolve(v8::Local<v8::Context> context,
    v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes,
    v8::Local<v8::Module> referrer) {
  auto* isolate = context->GetIsolate();
  auto& host = *Realm::of(isolate).module_host();
  auto* entry = host.entry_of(referrer);
  BAILEY_CHECK(entry != nullptr);
  auto text = to_utf8(isolate, specifier);
  auto type = read_attributes(isolate, attributes, 3).type;
  for (const auto& import : entry->imports) {
    if (import.specifier != text || import.type != type) continue;
    if (auto* found = host.find(import.url, import.type)) return found->module.Get(isolate);
  }
  isolate->ThrowException(v8::Exception::TypeError(
      js_string(isolate, "Module not found \"" + text + "\" from " + entry->url)));
  return {};
}

}  // namespace bailey::js
