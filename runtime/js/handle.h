// Native objects in script's hands: opaque, unforgeable, and checked for their type at each use.
//
// A handle is an object with no properties and two internal fields: the address that stands for
// its C++ type, and a shared_ptr. It is shared because the wrapper and the operations in flight
// both keep the object alive.
#pragma once

#include <v8.h>

#include <memory>

#include "runtime/js/realm.h"

namespace bailey::js {

// T's identity as a handle; the address is what counts.
template <class T>
struct HandleType {
  alignas(8) static inline const char kTag = 0;
};

namespace internal {

struct HandleBase : Realm::Owned {
  v8::Global<v8::Object> wrapper;
};

template <class T>
struct HandleNode final : HandleBase {
  explicit HandleNode(std::shared_ptr<T> object) : held(std::move(object)) {}
  std::shared_ptr<T> held;
};

// Ties `node`'s life to `wrapper`'s; the realm frees what is left at its end.
void bind_handle(Realm& realm, v8::Local<v8::Object> wrapper, HandleBase& node, const void* tag);

// The node behind `value` when it is a handle with this tag, else nullptr.
HandleBase* handle_node(v8::Local<v8::Value> value, const void* tag);

}  // namespace internal

// A new script object for `object`.
template <class T>
v8::Local<v8::Object> wrap(Realm& realm, std::shared_ptr<T> object) {
  auto wrapper = realm.handle_template()->NewInstance(realm.context()).ToLocalChecked();
  internal::bind_handle(
      realm, wrapper, *new internal::HandleNode<T>(std::move(object)), &HandleType<T>::kTag);
  return wrapper;
}

// The T behind `value`, or nullptr when it is anything else.
template <class T>
std::shared_ptr<T> unwrap(v8::Local<v8::Value> value) {
  auto* node = internal::handle_node(value, &HandleType<T>::kTag);
  return node == nullptr ? nullptr : static_cast<internal::HandleNode<T>*>(node)->held;
}

}  // namespace bailey::js
