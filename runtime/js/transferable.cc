// Apart from structured_clone.cc, which is compiled without the type information that classes
// derived from these refer to.
#include "runtime/js/handle.h"
#include "runtime/js/structured_clone.h"

namespace bailey::js {
namespace {

v8::Local<v8::Private> native_key(v8::Isolate* isolate) {
  return v8::Private::ForApi(isolate, js_name(isolate, "bailey:transferable"));
}

}  // namespace

InTransit::~InTransit() = default;
Transferable::~Transferable() = default;

void set_transferable(
    Realm& realm, v8::Local<v8::Object> object, std::shared_ptr<Transferable> native) {
  object->SetPrivate(realm.context(), native_key(realm.isolate()), wrap(realm, std::move(native)))
      .Check();
}

std::shared_ptr<Transferable> transferable_of(Realm& realm, v8::Local<v8::Value> value) {
  // A proxy has no private members of its own, and asking it must not run its traps.
  if (!value->IsObject() || value->IsProxy()) return nullptr;
  v8::Local<v8::Value> native;
  if (!value.As<v8::Object>()
          ->GetPrivate(realm.context(), native_key(realm.isolate()))
          .ToLocal(&native))
    return nullptr;
  return unwrap<Transferable>(realm, native);
}

}  // namespace bailey::js
