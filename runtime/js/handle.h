// Native objects in script's hands: opaque, unforgeable, and checked for their type at each use.
//
// A handle is an object with no properties and one internal field, its number in the realm's
// HandleTable. There its type is, and which object its wrapper is. The native object is shared
// because the wrapper and the operations in flight both keep it alive.
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
  HandleBase(HandleTable& in, const void* type) : table(in), tag(type), number(in.add(*this)) {}
  ~HandleBase() override { table.remove(number); }
  HandleTable& table;
  const void* tag;
  std::uint32_t number;
  v8::Global<v8::Object> wrapper;
};

template <class T>
struct HandleNode final : HandleBase {
  HandleNode(HandleTable& in, std::shared_ptr<T> object)
      : HandleBase(in, &HandleType<T>::kTag), held(std::move(object)) {}
  std::shared_ptr<T> held;
};

// Ties `node`'s life to `wrapper`'s; the realm frees what is left at its end.
void bind_handle(Realm& realm, v8::Local<v8::Object> wrapper, HandleBase& node);

// The node behind `value` when it is a handle of this realm with this tag, else nullptr.
HandleBase* handle_node(Realm& realm, v8::Local<v8::Value> value, const void* tag);

}  // namespace internal

// A new script object for `object`.
template <class T>
v8::Local<v8::Object> wrap(Realm& realm, std::shared_ptr<T> object) {
  auto wrapper = realm.handle_template()->NewInstance(realm.context()).ToLocalChecked();
  internal::bind_handle(
      realm, wrapper, *new internal::HandleNode<T>(realm.handles(), std::move(object)));
  return wrapper;
}

// The T behind `value`, or nullptr when it is anything else.
template <class T>
std::shared_ptr<T> unwrap(Realm& realm, v8::Local<v8::Value> value) {
  auto* node = internal::handle_node(realm, value, &HandleType<T>::kTag);
  return node == nullptr ? nullptr : static_cast<internal::HandleNode<T>*>(node)->held;
}

}  // namespace bailey::js
