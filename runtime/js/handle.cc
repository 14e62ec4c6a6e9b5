#include "runtime/js/handle.h"

namespace bailey::js {

std::uint32_t HandleTable::add(internal::HandleBase& node) {
  if (free_.empty()) {
    nodes_.push_back(&node);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  auto number = free_.back();
  free_.pop_back();
  nodes_[number] = &node;
  return number;
}

void HandleTable::remove(std::uint32_t number) {
  nodes_[number] = nullptr;
  free_.push_back(number);
}

internal::HandleBase* HandleTable::at(std::uint32_t number) const {
  return number < nodes_.size() ? nodes_[number] : nullptr;
}

namespace internal {

void bind_handle(Realm& realm, v8::Local<v8::Object> wrapper, HandleBase& node) {
  wrapper->SetInternalField(0, v8::Integer::NewFromUnsigned(realm.isolate(), node.number));
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

// SECURITY: the only way from a script value to a native object;
// tests/escape/attacks/13_wrong_receivers.js. That the entry names its type and its wrapper keeps
// who can write to V8's heap from passing one object off as another;
// tests/escape/v8_sandbox/handles.js.
HandleBase* handle_node(Realm& realm, v8::Local<v8::Value> value, const void* tag) {
  if (!value->IsObject()) return nullptr;
  auto object = value.As<v8::Object>();
  if (object->InternalFieldCount() != 1) return nullptr;
  auto field = object->GetInternalField(0);
  if (!field->IsValue() || !field.As<v8::Value>()->IsUint32()) return nullptr;
  auto* node = realm.handles().at(field.As<v8::Uint32>()->Value());
  if (node == nullptr || node->tag != tag || node->wrapper != object) return nullptr;
  return node;
}

}  // namespace internal

}  // namespace bailey::js
