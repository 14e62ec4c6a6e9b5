// Compiled without RTTI: V8's delegates have none to derive from.
#include "runtime/js/structured_clone.h"

#include "runtime/js/convert.h"

namespace bailey::js {
namespace {

using Value = v8::Local<v8::Value>;

std::unexpected<Error> clone_error(std::string message) {
  return fail(ErrorClass::DomException, std::move(message), "DataCloneError");
}

// Stands for an index in the transfer list where parts of a platform object follow.
constexpr std::uint32_t kPacked = 0xffffffff;

// What a transfer list holds, each kind by its own index.
struct TransferList {
  std::vector<v8::Local<v8::ArrayBuffer>> buffers;
  std::vector<v8::Local<v8::Object>> objects;
  std::vector<std::shared_ptr<Transferable>> natives;  // of `objects`
};

Result<> check_buffers(const TransferList& list) {
  for (std::size_t i = 0; i < list.buffers.size(); ++i) {
    if (list.buffers[i]->WasDetached())
      return clone_error("ArrayBuffer at index " + std::to_string(i) + " is already detached");
    if (!list.buffers[i]->IsDetachable())
      return clone_error("ArrayBuffer at index " + std::to_string(i) + " can not be transferred");
  }
  return {};
}

Result<TransferList> read_list(Realm& realm, std::span<const Value> transfer) {
  TransferList list;
  for (std::size_t i = 0; i < transfer.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (transfer[j] != transfer[i]) continue;
      return clone_error(transfer[i]->IsArrayBuffer()
                             ? "ArrayBuffer occurs in the transfer list more than once"
                             : "MessagePort occurs in the transfer list more than once");
    }
    if (transfer[i]->IsArrayBuffer()) {
      list.buffers.push_back(transfer[i].As<v8::ArrayBuffer>());
    } else if (auto native = transferable_of(realm, transfer[i])) {
      BAILEY_TRY(native->check());
      list.objects.push_back(transfer[i].As<v8::Object>());
      list.natives.push_back(std::move(native));
    } else {
      return clone_error("Value not transferable");
    }
  }
  BAILEY_TRY(check_buffers(list));
  return list;
}

// Errors of serialisation become DOMExceptions.
class Writer final : public v8::ValueSerializer::Delegate {
 public:
  Writer(Realm& realm, const TransferList& list, Packet& packet)
      : realm_(realm),
        list_(list),
        packet_(packet),
        plain_(v8::Object::New(realm.isolate())->GetPrototypeV2()),
        serializer_(realm.isolate(), this) {}

  // False with an exception pending when `value` cannot be copied.
  bool write(Value value) {
    for (std::size_t i = 0; i < list_.buffers.size(); ++i)
      serializer_.TransferArrayBuffer(static_cast<std::uint32_t>(i), list_.buffers[i]);
    serializer_.WriteHeader();
    if (serializer_.WriteValue(realm_.context(), value).IsNothing()) return false;
    auto [bytes, size] = serializer_.Release();
    packet_.bytes.reset(bytes);
    packet_.size = size;
    return true;
  }

  void ThrowDataCloneError(v8::Local<v8::String> message) override {
    throw_clone_error(to_utf8(realm_.isolate(), message));
  }
  v8::Maybe<std::uint32_t> GetWasmModuleTransferId(
      v8::Isolate*, v8::Local<v8::WasmModuleObject> module) override {
    packet_.modules.push_back(module->GetCompiledModule());
    return v8::Just(static_cast<std::uint32_t>(packet_.modules.size() - 1));
  }
  v8::Maybe<std::uint32_t> GetSharedArrayBufferId(
      v8::Isolate*, v8::Local<v8::SharedArrayBuffer> buffer) override {
    packet_.shared.push_back(buffer->GetBackingStore());
    return v8::Just(static_cast<std::uint32_t>(packet_.shared.size() - 1));
  }
  bool HasCustomHostObject(v8::Isolate*) override { return true; }
  v8::Maybe<bool> IsHostObject(v8::Isolate*, v8::Local<v8::Object> object) override {
    if (object->InternalFieldCount() > 0 || transferable_of(realm_, object) != nullptr)
      return v8::Just(true);
    auto prototype = object->GetPrototypeV2();
    if (prototype == plain_ || prototype->IsNull()) return v8::Just(false);
    Value arguments[] = {object};
    if (!realm_.hook(Hook::PackObject)
            ->Call(realm_.context(), v8::Undefined(realm_.isolate()), 1, arguments)
            .ToLocal(&parts_))
      return v8::Nothing<bool>();
    return v8::Just(!parts_->IsUndefined());
  }
  // Called for what IsHostObject has just said yes to.
  v8::Maybe<bool> WriteHostObject(v8::Isolate*, v8::Local<v8::Object> object) override {
    if (!parts_.IsEmpty() && !parts_->IsUndefined()) {
      serializer_.WriteUint32(kPacked);
      return serializer_.WriteValue(realm_.context(), std::exchange(parts_, {}));
    }
    for (std::size_t i = 0; i < list_.objects.size(); ++i) {
      if (list_.objects[i] != object) continue;
      serializer_.WriteUint32(static_cast<std::uint32_t>(i));
      return v8::Just(true);
    }
    throw_clone_error(
        "Object that needs transfer was found in message but not listed in transferList");
    return v8::Nothing<bool>();
  }

 private:
  void throw_clone_error(std::string message) {
    realm_.isolate()->ThrowException(
        error_to_js(realm_, {ErrorClass::DomException, std::move(message), "DataCloneError"}));
  }

  Realm& realm_;
  const TransferList& list_;
  Packet& packet_;
  Value plain_;  // the prototype of objects that are no class's
  Value parts_;  // of the object that is about to be written
  v8::ValueSerializer serializer_;
};

class Reader final : public v8::ValueDeserializer::Delegate {
 public:
  Reader(Realm& realm, const Packet& packet)
      : realm_(realm),
        packet_(packet),
        deserializer_(realm.isolate(), packet.bytes.get(), packet.size, this) {}

  v8::MaybeLocal<v8::Value> read(const std::vector<v8::Local<v8::Object>>& objects) {
    objects_ = &objects;
    auto context = realm_.context();
    if (deserializer_.ReadHeader(context).IsNothing()) return {};
    for (std::size_t i = 0; i < packet_.buffers.size(); ++i)
      deserializer_.TransferArrayBuffer(static_cast<std::uint32_t>(i),
          v8::ArrayBuffer::New(realm_.isolate(), packet_.buffers[i]));
    return deserializer_.ReadValue(context);
  }

  v8::MaybeLocal<v8::WasmModuleObject> GetWasmModuleFromId(
      v8::Isolate* isolate, std::uint32_t id) override {
    if (id >= packet_.modules.size()) return {};
    return v8::WasmModuleObject::FromCompiledModule(isolate, packet_.modules[id]);
  }
  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(
      v8::Isolate* isolate, std::uint32_t id) override {
    if (id >= packet_.shared.size()) return {};
    return v8::SharedArrayBuffer::New(isolate, packet_.shared[id]);
  }
  v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override {
    std::uint32_t index = 0;
    bool has_index = deserializer_.ReadUint32(&index);
    if (has_index && index == kPacked) return read_packed();
    if (has_index && index < objects_->size()) return (*objects_)[index];
    isolate->ThrowException(v8::Exception::Error(js_name(isolate, "the message is damaged")));
    return {};
  }

 private:
  v8::MaybeLocal<v8::Object> read_packed() {
    Value parts;
    if (!deserializer_.ReadValue(realm_.context()).ToLocal(&parts)) return {};
    // Only bailey's own code runs in it, which cannot reach the half-made value.
    v8::Isolate::AllowJavascriptExecutionScope allowed(realm_.isolate());
    Value object;
    if (!realm_.hook(Hook::UnpackObject)
            ->Call(realm_.context(), v8::Undefined(realm_.isolate()), 1, &parts)
            .ToLocal(&object))
      return {};
    return object.As<v8::Object>();
  }

  Realm& realm_;
  const Packet& packet_;
  v8::ValueDeserializer deserializer_;
  const std::vector<v8::Local<v8::Object>>* objects_ = nullptr;
};

}  // namespace

Result<Packet> pack(Realm& realm, Value value, std::span<const Value> transfer) {
  auto list = BAILEY_TRY(read_list(realm, transfer));
  Packet packet;
  if (!Writer(realm, list, packet).write(value)) return fail(ErrorClass::Thrown, "");
  // Getters may have run: what was there may be gone.
  BAILEY_TRY(check_buffers(list));
  for (const auto& native : list.natives) BAILEY_TRY(native->check());
  for (auto buffer : list.buffers) {
    packet.buffers.push_back(buffer->GetBackingStore());
    if (buffer->Detach({}).IsNothing()) return fail(ErrorClass::Thrown, "");
  }
  for (const auto& native : list.natives) packet.objects.push_back(native->leave());
  return packet;
}

Result<Unpacked> unpack(Realm& realm, Packet packet) {
  Unpacked unpacked;
  for (auto& object : packet.objects) {
    v8::Local<v8::Object> arrived;
    if (!object->arrive(realm).ToLocal(&arrived)) return fail(ErrorClass::Thrown, "");
    unpacked.objects.push_back(arrived);
  }
  if (!Reader(realm, packet).read(unpacked.objects).ToLocal(&unpacked.value))
    return fail(ErrorClass::Thrown, "");
  return unpacked;
}

Result<Value> structured_clone(Realm& realm, Value value, std::span<const Value> transfer) {
  return BAILEY_TRY(unpack(realm, BAILEY_TRY(pack(realm, value, transfer)))).value;
}

}  // namespace bailey::js
