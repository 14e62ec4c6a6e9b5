#include "runtime/js/module_graph.h"

#include <boost/asio/co_spawn.hpp>

namespace bailey::js {

std::string module_key(std::string_view url, ModuleType type) {
  std::string key(url);
  key += '\n';
  key += static_cast<char>('0' + static_cast<int>(type));
  return key;
}

Result<ModuleType> read_attributes(
    v8::Isolate* isolate, v8::Local<v8::FixedArray> attributes, int stride) {
  auto context = isolate->GetCurrentContext();
  auto type = ModuleType::JavaScript;
  for (int i = 0; i < attributes->Length(); i += stride) {
    auto key = to_utf8(isolate, attributes->Get(context, i).As<v8::String>());
    auto value = to_utf8(isolate, attributes->Get(context, i + 1).As<v8::String>());
    if (key != "type")
      return bailey::fail(
          ErrorClass::TypeError, "The import attribute \"" + key + "\" is unsupported.");
    if (value == "json")
      type = ModuleType::Json;
    else if (value == "text")
      type = ModuleType::Text;
    else if (value == "bytes")
      type = ModuleType::Bytes;
    else
      return bailey::fail(
          ErrorClass::TypeError, "The import attribute type of \"" + value + "\" is unsupported.");
  }
  return type;
}

void ModuleHost::GraphLoad::start(ModuleRequest root) {
  root_key_ = module_key(root.url, root.type);
  kind_ = root.kind;
  add({std::move(root), ""});
  starting_ = false;
  finish_if_idle();
}

void ModuleHost::GraphLoad::add(Wanted wanted) {
  if (failed_) return;
  auto key = module_key(wanted.request.url, wanted.request.type);
  if (host_.by_key_.contains(key)) return;
  if (auto now = host_.source_.load_now(wanted.request)) {
    accept(std::move(*now), wanted);
    return;
  }
  host_.by_key_[key] = nullptr;  // being loaded: asked for once
  ++waiting_;
  auto self = shared_from_this();
  auto request = wanted.request;
  boost::asio::co_spawn(host_.realm_.loop().io(), host_.source_.load(std::move(request)),
      [self, wanted = std::move(wanted), hold = LoopHold(host_.realm_.loop())](
          std::exception_ptr failure, ModuleCode code) mutable {
        Turn turn(self->host_.realm_);
        --self->waiting_;
        self->host_.by_key_.erase(module_key(wanted.request.url, wanted.request.type));
        if (failure)
          self->accept(std::unexpected(error_of(std::move(failure))), wanted);
        else
          self->accept(std::move(code), wanted);
        self->finish_if_idle();
      });
}

void ModuleHost::GraphLoad::accept(Result<ModuleCode> code, const Wanted& wanted) {
  if (failed_) return;
  if (!code) {
    LoadFailure failure{std::move(code).error(), {}};
    failure.error.message += wanted.imported_at;
    return fail(std::move(failure));
  }
  if (auto* known = host_.find(code->url, wanted.request.type)) {  // reached by a redirect before
    host_.by_key_[module_key(wanted.request.url, wanted.request.type)] = known;
    return;
  }
  auto entry = host_.compile(*std::move(code), wanted.request);
  if (!entry) return fail(std::move(entry).error());
  host_.by_key_[module_key(wanted.request.url, wanted.request.type)] = *entry;
  add_imports(**entry);
}

void ModuleHost::GraphLoad::add_imports(Entry& entry) {
  for (auto& import : entry.imports) {
    std::string place = "\n    at " + entry.url + ":" + std::to_string(import.line) + ":" +
                        std::to_string(import.column);
    auto url = host_.source_.resolve(import.specifier, entry.url);
    if (!url) {
      LoadFailure failure{std::move(url).error(), {}};
      failure.error.message += host_.source_.advice(import.specifier, entry.url) + place;
      return fail(std::move(failure));
    }
    import.url = *std::move(url);
    // What a dynamically imported module imports is judged like the import() itself.
    auto kind = entry.kind == ImportKind::Dynamic ? ImportKind::Dynamic : ImportKind::Static;
    add({{import.url, import.type, kind, entry.url}, std::move(place)});
  }
}

void ModuleHost::GraphLoad::fail(LoadFailure failure) {
  if (failed_) return;
  failed_ = true;
  auto done = std::move(done_);
  done(std::unexpected(std::move(failure)));
}

void ModuleHost::GraphLoad::finish_if_idle() {
  if (failed_ || starting_ || waiting_ > 0) return;
  if (auto ready = host_.source_.graph_loaded(); !ready) return fail({ready.error(), {}});
  auto* isolate = host_.realm_.isolate();
  auto* root = host_.by_key_[root_key_];
  if (root == nullptr) return fail({{ErrorClass::Error, "the module is being loaded already"}, {}});
  auto module = root->module.Get(isolate);
  if (module->GetStatus() == v8::Module::kUninstantiated) {
    v8::TryCatch caught(isolate);
    if (module->InstantiateModule(host_.realm_.context(), on_resolve).IsNothing())
      return fail({{}, v8::Global<v8::Value>(isolate, caught.Exception())});
  }
  auto done = std::move(done_);
  done(module);
}

}  // namespace bailey::js
