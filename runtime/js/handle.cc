#include "runtime/js/handle.h"

namespace bailey::js::internal {

void bind_handle(Realm& realm, v8::Local<v8::Object> wrapper, HandleBase& node, const void* tag) {
  wrapper->SetAlignedPointerInInternalField(0, const_cast<void*>(tag));
  wrapper->SetAlignedPointerInInternalField(1, &node);
  realm.own(node);
  node.wrapper.Reset(realm.isolate(), wrapper);
  node.wrapper.SetWeak(
      &node,
      [](const v8::WeakCallbackInfo<HandleBase>& info) {
        auto* dead = info.GetParameter();
        dead->wrapper.Reset();
        // Destructors may close sockets or free big buffers: outside of the collection.
        info.SetSecondPassCallback([](const v8::WeakCallbackInfo<HandleBase>& second) {
          Realm::disown(*second.GetParameter());
          delete second.GetParameter();
        });
      },
      v8::WeakCallbackType::kParameter);
}

// SECURITY: the only way from a script value to a native object; tests/js/core/handles_test.js.
HandleBase* handle_node(v8::Local<v8::Value> value, const void* tag) {
  if (!value->IsObject()) return nullptr;
  auto object = value.As<v8::Object>();
  if (object->InternalFieldCount() != 2) return nullptr;
  if (object->GetAlignedPointerFromInternalField(0) != tag) return nullptr;
  return static_cast<HandleBase*>(object->GetAlignedPointerFromInternalField(1));
}

}  // namespace bailey::js::internal
