// Copies of values between realms. https://html.spec.whatwg.org/#structured-data
#pragma once

#include <v8.h>

#include <span>

#include "runtime/base/result.h"
#include "runtime/js/realm.h"

namespace bailey::js {

// A copy of `value` in the same realm; the ArrayBuffers of `transfer` move into it. DataCloneError
// (a DOMException) for what cannot be copied, Thrown when a getter threw.
Result<v8::Local<v8::Value>> structured_clone(
    Realm& realm, v8::Local<v8::Value> value, std::span<const v8::Local<v8::Value>> transfer);

}  // namespace bailey::js
