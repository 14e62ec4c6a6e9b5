// A function of script that native code calls later.
#pragma once

#include <v8.h>

#include <span>

#include "runtime/js/realm.h"

namespace bailey::js {

// Empty until set. Keeps the function, and all it refers to, alive; belongs to its realm's thread.
class Callback {
 public:
  Callback() = default;
  Callback(Realm& realm, v8::Local<v8::Function> function) : function_(realm.isolate(), function) {}

  explicit operator bool() const { return !function_.IsEmpty(); }

  // Calls it inside the caller's Turn; an exception is reported as uncaught.
  void call(Realm& realm, std::span<v8::Local<v8::Value>> arguments) const {
    (void)realm.call(function_.Get(realm.isolate()), v8::Undefined(realm.isolate()), arguments);
  }

 private:
  v8::Global<v8::Function> function_;
};

}  // namespace bailey::js
