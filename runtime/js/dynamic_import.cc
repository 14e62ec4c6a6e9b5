// import(): the module is loaded and run in a turn of the loop of its own, never inside the call.
#include <boost/asio/post.hpp>

#include "runtime/js/builtins.h"
#include "runtime/js/convert.h"
#include "runtime/js/module_graph.h"

namespace bailey::js {
namespace {

// A builtin asks for a lazy one.
v8::Local<v8::Promise> import_builtin(Realm& realm, const std::string& name) {
  auto context = realm.context();
  auto resolver = v8::Promise::Resolver::New(context).ToLocalChecked();
  v8::TryCatch caught(realm.isolate());
  v8::Local<v8::Object> loaded;
  if (realm.builtins().load(name).ToLocal(&loaded))
    resolver->Resolve(context, loaded).Check();
  else
    resolver->Reject(context, caught.Exception()).Check();
  return resolver->GetPromise();
}

Error unusable_attribute(const ImportAttributes& attributes) {
  if (!attributes.unknown_key.empty())
    return {
        ErrorClass::TypeError, "\"" + attributes.unknown_key + "\" attribute is not supported."};
  return {ErrorClass::TypeError, "\"" + attributes.unknown_type + "\" is not a valid module type."};
}

}  // namespace

v8::MaybeLocal<v8::Promise> ModuleHost::on_dynamic_import(v8::Local<v8::Context> context,
    v8::Local<v8::Data>, v8::Local<v8::Value> resource_name, v8::Local<v8::String> specifier,
    v8::Local<v8::FixedArray> attributes) {
  auto* isolate = context->GetIsolate();
  auto& realm = Realm::of(isolate);
  auto name = to_utf8(isolate, specifier);
  auto referrer =
      resource_name->IsString() ? to_utf8(isolate, resource_name.As<v8::String>()) : std::string();
  if (referrer.starts_with("bailey:")) return import_builtin(realm, name);
  auto& host = *realm.module_host();
  if (!referrer.contains(':')) referrer = host.main_url_;
  auto resolver = v8::Promise::Resolver::New(context).ToLocalChecked();
  auto id = ++host.last_import_;
  auto wanted = read_attributes(isolate, attributes, 2);
  auto url = host.source_.resolve(name, referrer);
  if (!wanted.unknown_key.empty() || !wanted.unknown_type.empty()) {
    host.reject_import(resolver, id, unusable_attribute(wanted));
  } else if (!url) {
    url.error().error_class = ErrorClass::TypeError;
    url.error().code = "ERR_MODULE_NOT_FOUND";
    host.reject_import(resolver, id, std::move(url).error());
  } else {
    auto held = std::make_shared<v8::Global<v8::Promise::Resolver>>(isolate, resolver);
    boost::asio::post(realm.loop().io(), [&host, held, id, hold = LoopHold(realm.loop()),
                                             request = ModuleRequest{*std::move(url), wanted.type,
                                                 ImportKind::Dynamic, referrer}]() mutable {
      Turn turn(host.realm_);
      host.start_dynamic_import(held, id, std::move(request));
    });
  }
  // Errors are made when script gets to see them, so that their stack shows who waited.
  v8::Local<v8::Function> rejected;
  if (!v8::Function::New(context, on_import_rejected, v8::Integer::NewFromUnsigned(isolate, id))
          .ToLocal(&rejected))
    return {};
  return resolver->GetPromise()->Catch(context, rejected);
}

void ModuleHost::on_import_rejected(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* isolate = info.GetIsolate();
  auto& realm = Realm::of(isolate);
  auto& errors = realm.module_host()->import_errors_;
  auto found = errors.find(info.Data().As<v8::Integer>()->Value());
  if (found == errors.end()) {
    isolate->ThrowException(info[0]);
    return;
  }
  auto error = std::move(found->second);
  errors.erase(found);
  isolate->ThrowException(error_to_js(realm, error));
}

void ModuleHost::reject_import(
    v8::Local<v8::Promise::Resolver> resolver, std::uint32_t id, Error error) {
  import_errors_[id] = std::move(error);
  (void)resolver->Reject(realm_.context(), v8::Undefined(realm_.isolate()));
}

void ModuleHost::start_dynamic_import(
    const Resolver& resolver, std::uint32_t id, ModuleRequest request) {
  load(std::move(request), [this, resolver, id](auto loaded) {
    finish_dynamic_import(resolver, id, std::move(loaded));
  });
}

void ModuleHost::finish_dynamic_import(const Resolver& held, std::uint32_t id,
    std::expected<v8::Local<v8::Module>, LoadFailure> loaded) {
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  auto resolver = held->Get(isolate);
  if (!loaded) {
    auto& [error, exception] = loaded.error();
    if (!exception.IsEmpty()) {
      (void)resolver->Reject(context, exception.Get(isolate));
      return;
    }
    tell_of_too_many_files(realm_, error);
    if (!error.code.starts_with("ERR_")) {
      error.error_class = ErrorClass::TypeError;
      error.code = "ERR_MODULE_NOT_FOUND";
    }
    return reject_import(resolver, id, std::move(error));
  }
  settle_with(*loaded, resolver);
}

// What code that does not compile or link threw. Whoever catches it from import() has no excerpt to
// see the place in, so the message says it.
v8::Local<v8::Value> ModuleHost::placed_error(const v8::TryCatch& caught, ImportKind kind) const {
  auto exception = caught.Exception();
  auto message = caught.Message();
  if (kind != ImportKind::Dynamic || !exception->IsNativeError() || message.IsEmpty())
    return exception;
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  auto resource = message->GetScriptOrigin().ResourceName();
  v8::Local<v8::Value> text;
  if (!resource->IsString() ||
      !exception.As<v8::Object>()->Get(context, js_name(isolate, "message")).ToLocal(&text) ||
      !text->IsString())
    return exception;
  auto place = written_at(to_utf8(isolate, resource.As<v8::String>()),
      {message->GetLineNumber(context).FromMaybe(1) - 1,
          message->GetStartColumn(context).FromMaybe(0)});
  return v8::Exception::SyntaxError(
      js_string(isolate, to_utf8(isolate, text.As<v8::String>()) + " at " + place.url + ":" +
                             std::to_string(place.line) + ":" + std::to_string(place.column)));
}

// Evaluates `module`; import() settles when its promise does, with its namespace.
void ModuleHost::settle_with(
    v8::Local<v8::Module> module, v8::Local<v8::Promise::Resolver> resolver) {
  auto* isolate = realm_.isolate();
  auto context = realm_.context();
  v8::TryCatch caught(isolate);
  v8::Local<v8::Value> evaluated;
  if (!module->Evaluate(context).ToLocal(&evaluated)) {
    if (!caught.HasTerminated()) (void)resolver->Reject(context, caught.Exception());
    return;
  }
  v8::Local<v8::Value> parts[] = {resolver, module->GetModuleNamespace()};
  auto data = v8::Array::New(isolate, parts, 2);
  auto resolved = [](const v8::FunctionCallbackInfo<v8::Value>& info) {
    auto current = info.GetIsolate()->GetCurrentContext();
    auto both = info.Data().As<v8::Array>();
    auto target = both->Get(current, 0).ToLocalChecked().As<v8::Promise::Resolver>();
    (void)target->Resolve(current, both->Get(current, 1).ToLocalChecked());
  };
  auto rejected = [](const v8::FunctionCallbackInfo<v8::Value>& info) {
    auto current = info.GetIsolate()->GetCurrentContext();
    auto both = info.Data().As<v8::Array>();
    auto target = both->Get(current, 0).ToLocalChecked().As<v8::Promise::Resolver>();
    (void)target->Reject(current, info[0]);
  };
  v8::Local<v8::Function> on_resolved;
  v8::Local<v8::Function> on_rejected;
  if (v8::Function::New(context, resolved, data).ToLocal(&on_resolved) &&
      v8::Function::New(context, rejected, data).ToLocal(&on_rejected))
    (void)evaluated.As<v8::Promise>()->Then(context, on_resolved, on_rejected);
}

}  // namespace bailey::js
