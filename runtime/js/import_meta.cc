// import.meta of script's modules, and stack traces that point at what was written.
#include "runtime/js/convert.h"
#include "runtime/js/module_graph.h"

namespace bailey::js {
namespace {

// The path of a file: URL, percent-decoded; empty for other URLs.
std::string file_path(std::string_view url) {
  constexpr std::string_view kPrefix = "file://";
  if (!url.starts_with(kPrefix)) return {};
  url.remove_prefix(kPrefix.size());
  auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string path;
  for (std::size_t i = 0; i < url.size() && url[i] != '?' && url[i] != '#'; ++i) {
    if (url[i] == '%' && i + 2 < url.size() &&
        std::isxdigit(static_cast<unsigned char>(url[i + 1])) != 0 &&
        std::isxdigit(static_cast<unsigned char>(url[i + 2])) != 0) {
      path += static_cast<char>(digit(url[i + 1]) * 16 + digit(url[i + 2]));
      i += 2;
    } else {
      path += url[i];
    }
  }
  return path;
}

}  // namespace

void ModuleHost::fill_import_meta(v8::Local<v8::Module> module, v8::Local<v8::Object> meta) {
  auto* entry = entry_of(module);
  if (entry == nullptr) return;
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  auto set = [&](std::string_view name, v8::Local<v8::Value> value) {
    meta->CreateDataProperty(context, js_name(isolate, name), value).Check();
  };
  auto url = js_string(isolate, entry->url);
  auto main = by_key_.find(module_key(main_url_, ModuleType::JavaScript));
  set("url", url);
  set("main", v8::Boolean::New(isolate, main != by_key_.end() && main->second == entry));
  auto resolve =
      v8::Function::New(context, on_meta_resolve, url, 0, v8::ConstructorBehavior::kThrow);
  set("resolve", resolve.ToLocalChecked());
  if (auto path = file_path(entry->url); !path.empty()) {
    auto slash = path.find_last_of('/');
    set("filename", js_string(isolate, path));
    set("dirname", js_string(isolate, slash == 0 ? "/" : path.substr(0, slash)));
  }
}

void ModuleHost::on_meta_resolve(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* isolate = info.GetIsolate();
  auto& realm = Realm::of(isolate);
  auto refuse = [&](std::string_view text) {
    isolate->ThrowException(v8::Exception::TypeError(js_string(isolate, text)));
  };
  if (info[0]->IsSymbol()) return refuse("Invalid arguments");
  v8::Local<v8::String> specifier;
  if (!info[0]->ToString(realm.context()).ToLocal(&specifier)) return;
  auto referrer = to_utf8(isolate, info.Data().As<v8::String>());
  auto url = realm.module_host()->source_.resolve(to_utf8(isolate, specifier), referrer);
  if (!url) return refuse(url.error().message);
  info.GetReturnValue().Set(js_string(isolate, *url));
}

void ModuleHost::add_source_map(const std::string& url, std::unique_ptr<SourceMap> map) {
  if (source_maps_.empty()) realm_.isolate()->SetPrepareStackTraceCallback(on_prepare_stack);
  source_maps_[url] = std::move(map);
}

std::optional<SourcePosition> ModuleHost::original(
    std::string_view url, int line, int column) const {
  auto found = source_maps_.find(std::string(url));
  if (found == source_maps_.end()) return std::nullopt;
  return found->second->original(line, column);
}

std::optional<std::string> ModuleHost::source_line(std::string_view url, int line) const {
  auto mapped = source_maps_.find(std::string(url));
  if (mapped != source_maps_.end()) return mapped->second->source_line(line);
  auto found = by_key_.find(module_key(url, ModuleType::JavaScript));
  if (found == by_key_.end() || found->second == nullptr || found->second->source.IsEmpty())
    return std::nullopt;
  auto text = to_utf8(realm_.isolate(), found->second->source.Get(realm_.isolate()));
  std::size_t start = 0;
  for (int i = 1; i < line; ++i) {
    start = text.find('\n', start);
    if (start == std::string::npos) return std::nullopt;
    ++start;
  }
  auto end = text.find_first_of("\r\n", start);
  return text.substr(start, end == std::string::npos ? end : end - start);
}

// V8 asks for the text of a stack once a transpiled module exists: each frame as V8 would print
// it, with its place replaced by the one in the source.
v8::MaybeLocal<v8::Value> ModuleHost::on_prepare_stack(
    v8::Local<v8::Context> context, v8::Local<v8::Value> error, v8::Local<v8::Array> sites) {
  auto* isolate = context->GetIsolate();
  auto& host = *Realm::of(isolate).module_host();
  auto ask = [&](v8::Local<v8::Object> site, std::string_view method) -> v8::Local<v8::Value> {
    v8::Local<v8::Value> function;
    v8::Local<v8::Value> answer;
    if (site->Get(context, js_name(isolate, method)).ToLocal(&function) && function->IsFunction() &&
        function.As<v8::Function>()->Call(context, site, 0, nullptr).ToLocal(&answer))
      return answer;
    return v8::Undefined(isolate);
  };
  v8::TryCatch caught(isolate);
  v8::Local<v8::String> head;
  std::string text = "Error";
  if (error->IsObject() && error->ToString(context).ToLocal(&head)) text = to_utf8(isolate, head);
  for (std::uint32_t i = 0; i < sites->Length(); ++i) {
    v8::Local<v8::Value> value;
    if (!sites->Get(context, i).ToLocal(&value) || !value->IsObject()) continue;
    auto site = value.As<v8::Object>();
    auto shown = ask(site, "toString");
    if (!shown->IsString()) continue;
    std::string frame = to_utf8(isolate, shown.As<v8::String>());
    auto url = ask(site, "getFileName");
    auto line = ask(site, "getLineNumber");
    auto column = ask(site, "getColumnNumber");
    if (url->IsString() && line->IsInt32() && column->IsInt32()) {
      int l = line.As<v8::Int32>()->Value();
      int c = column.As<v8::Int32>()->Value();
      auto name = to_utf8(isolate, url.As<v8::String>());
      std::string place = name + ":" + std::to_string(l) + ":" + std::to_string(c);
      auto at = frame.find(place);
      auto written = host.original(name, l, c);
      if (written && at != std::string::npos)
        frame.replace(at, place.size(),
            written->url + ":" + std::to_string(written->line) + ":" +
                std::to_string(written->column));
    }
    text += "\n    at " + frame;
  }
  return js_string(isolate, text);
}

}  // namespace bailey::js
