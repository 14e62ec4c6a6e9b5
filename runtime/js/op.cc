#include "runtime/js/op.h"

namespace bailey::js {

namespace internal {

void throw_error(Realm& realm, const Error& error) {
  if (error.error_class == ErrorClass::Thrown) return;
  realm.isolate()->ThrowException(error_to_js(realm, error));
}

}  // namespace internal

v8::Local<v8::Object> make_ops(Realm& realm, const OpFamily& family) {
  auto* isolate = realm.isolate();
  auto context = realm.context();
  auto target = v8::Object::New(isolate);
  auto add = [&](const std::string& name, std::string_view api_name,
                 v8::FunctionCallback callback) {
    auto data = js_name(isolate, api_name.empty() ? std::string_view(name) : api_name);
    auto made =
        v8::FunctionTemplate::New(isolate, callback, data, {}, 0, v8::ConstructorBehavior::kThrow)
            ->GetFunction(context)
            .ToLocalChecked();
    made->SetName(js_name(isolate, name));
    // SECURITY: defined, not set, which a setter of Object.prototype would get to see;
    // tests/escape/attacks/28_late_builtins.
    target->CreateDataProperty(context, js_name(isolate, name), made).Check();
  };
  for (const Op& op : family.ops) {
    add(std::string(op.name), op.api_name, op.callback);
    if (op.sync_callback != nullptr) {
      std::string sync_api(op.api_name);
      if (sync_api.ends_with("()")) sync_api.insert(sync_api.size() - 2, "Sync");
      add(std::string(op.name) + "Sync", sync_api, op.sync_callback);
    }
  }
  return target;
}

void add_op_references(std::span<const OpFamily> families, std::vector<std::intptr_t>& references) {
  auto add = [&](v8::FunctionCallback callback) {
    if (callback != nullptr) references.push_back(reinterpret_cast<std::intptr_t>(callback));
  };
  for (const OpFamily& family : families) {
    for (const Op& op : family.ops) {
      add(op.callback);
      add(op.sync_callback);
    }
  }
}

}  // namespace bailey::js
