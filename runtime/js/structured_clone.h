// Copies of values between realms. https://html.spec.whatwg.org/#structured-data
#pragma once

#include <v8.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/js/realm.h"

namespace bailey::js {

// A platform object between two realms, such as the end of a message channel. Thread: any.
class InTransit {
 public:
  virtual ~InTransit();
  // The object that stands for it in `realm`. Called once, on the realm's thread in its context;
  // empty with an exception pending when that fails.
  virtual v8::MaybeLocal<v8::Object> arrive(Realm& realm) = 0;
};

// The native half of a platform object that can be transferred.
class Transferable {
 public:
  virtual ~Transferable();
  // DataCloneError when it cannot leave (any more).
  virtual Result<> check() const = 0;
  // Takes it out of the realm; only after check().
  virtual std::unique_ptr<InTransit> leave() = 0;
};

// Makes `object` stand for `native` in messages.
void set_transferable(
    Realm& realm, v8::Local<v8::Object> object, std::shared_ptr<Transferable> native);
// What set_transferable tied to `value`; nullptr for everything else.
std::shared_ptr<Transferable> transferable_of(Realm& realm, v8::Local<v8::Value> value);

// A value on its way: no part of it belongs to an isolate, so that it can cross threads.
struct Packet {
  struct Free {
    void operator()(std::uint8_t* held) const { std::free(held); }
  };
  std::unique_ptr<std::uint8_t, Free> bytes;
  std::size_t size = 0;
  std::vector<std::shared_ptr<v8::BackingStore>> buffers;  // transferred, by index
  std::vector<std::shared_ptr<v8::BackingStore>> shared;   // of SharedArrayBuffers
  std::vector<v8::CompiledWasmModule> modules;             // by index
  std::vector<std::unique_ptr<InTransit>> objects;         // transferred, by index
};

// Packs `value`; what `transfer` lists leaves the realm. DataCloneError (a DOMException) for what
// cannot be copied, Thrown when a getter threw; nothing has left then.
Result<Packet> pack(
    Realm& realm, v8::Local<v8::Value> value, std::span<const v8::Local<v8::Value>> transfer);

struct Unpacked {
  v8::Local<v8::Value> value;
  std::vector<v8::Local<v8::Object>> objects;  // transferred ones, in the order of the list
};

// The value as `realm` sees it. Thrown when it cannot be made here.
Result<Unpacked> unpack(Realm& realm, Packet packet);

// A copy of `value` in the same realm.
Result<v8::Local<v8::Value>> structured_clone(
    Realm& realm, v8::Local<v8::Value> value, std::span<const v8::Local<v8::Value>> transfer);

}  // namespace bailey::js
