// Compiled without RTTI: V8's delegates have none to derive from.
#include "runtime/js/structured_clone.h"

#include <cstdlib>

#include "runtime/js/convert.h"

namespace bailey::js {
namespace {

using Value = v8::Local<v8::Value>;

// Errors of serialisation become DOMExceptions.
class CloneDelegate final : public v8::ValueSerializer::Delegate {
 public:
  explicit CloneDelegate(Realm& realm) : realm_(realm) {}
  void ThrowDataCloneError(v8::Local<v8::String> message) override {
    realm_.isolate()->ThrowException(error_to_js(
        realm_, {ErrorClass::DomException, to_utf8(realm_.isolate(), message), "DataCloneError"}));
  }
  v8::Maybe<std::uint32_t> GetSharedArrayBufferId(
      v8::Isolate*, v8::Local<v8::SharedArrayBuffer> buffer) override {
    shared_.push_back(buffer);
    return v8::Just(static_cast<std::uint32_t>(shared_.size() - 1));
  }
  const std::vector<v8::Local<v8::SharedArrayBuffer>>& shared() const { return shared_; }

 private:
  Realm& realm_;
  std::vector<v8::Local<v8::SharedArrayBuffer>> shared_;
};

class CloneReader final : public v8::ValueDeserializer::Delegate {
 public:
  explicit CloneReader(const CloneDelegate& written) : written_(written) {}
  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(
      v8::Isolate*, std::uint32_t id) override {
    if (id >= written_.shared().size()) return {};
    return written_.shared()[id];
  }

 private:
  const CloneDelegate& written_;
};

std::unexpected<Error> clone_error(std::string message) {
  return fail(ErrorClass::DomException, std::move(message), "DataCloneError");
}

}  // namespace

Result<Value> structured_clone(Realm& realm, Value value, std::span<const Value> transfer) {
  auto* isolate = realm.isolate();
  auto context = realm.context();
  CloneDelegate delegate(realm);
  v8::ValueSerializer writer(isolate, &delegate);
  for (std::size_t i = 0; i < transfer.size(); ++i) {
    if (!transfer[i]->IsArrayBuffer()) return clone_error("Value not transferable");
    auto buffer = transfer[i].As<v8::ArrayBuffer>();
    for (std::size_t j = 0; j < i; ++j)
      if (transfer[j] == transfer[i])
        return clone_error("ArrayBuffer occurs in the transfer list more than once");
    if (!buffer->IsDetachable() || buffer->WasDetached())
      return clone_error("ArrayBuffer at index " + std::to_string(i) +
                         " is already detached and could not be cloned.");
    writer.TransferArrayBuffer(static_cast<std::uint32_t>(i), buffer);
  }
  writer.WriteHeader();
  if (writer.WriteValue(context, value).IsNothing()) return fail(ErrorClass::Thrown, "");
  auto [data, size] = writer.Release();
  std::unique_ptr<std::uint8_t, decltype(&std::free)> owned(data, std::free);
  CloneReader hands(delegate);
  v8::ValueDeserializer reader(isolate, data, size, &hands);
  if (reader.ReadHeader(context).IsNothing()) return fail(ErrorClass::Thrown, "");
  for (std::size_t i = 0; i < transfer.size(); ++i) {
    auto buffer = transfer[i].As<v8::ArrayBuffer>();
    auto store = buffer->GetBackingStore();
    if (buffer->Detach({}).IsNothing()) return fail(ErrorClass::Thrown, "");
    reader.TransferArrayBuffer(
        static_cast<std::uint32_t>(i), v8::ArrayBuffer::New(isolate, std::move(store)));
  }
  Value copy;
  if (!reader.ReadValue(context).ToLocal(&copy)) return fail(ErrorClass::Thrown, "");
  return copy;
}

}  // namespace bailey::js
