#include "runtime/js/bytes.h"

#include <cstdlib>
#include <cstring>

namespace bailey::js {
namespace {

std::unexpected<Error> not_a_buffer() {
  return fail(ErrorClass::TypeError, "expected an ArrayBuffer or a view of one");
}

bool is_buffer(v8::Local<v8::Value> value) {
  return value->IsArrayBufferView() || value->IsArrayBuffer() || value->IsSharedArrayBuffer();
}

std::span<std::uint8_t> all_of(const std::shared_ptr<v8::BackingStore>& store) {
  return {static_cast<std::uint8_t*>(store->Data()), store->ByteLength()};
}

struct Region {
  std::shared_ptr<v8::BackingStore> store;
  std::size_t offset = 0;
  std::size_t length = 0;
  bool fixed = true;  // neither resizable nor shared

  std::span<std::uint8_t> span() const {
    auto all = all_of(store);
    if (offset > all.size()) return {};
    return all.subspan(offset, std::min(length, all.size() - offset));
  }
};

Region region_of(v8::Local<v8::Value> value) {
  Region region;
  if (value->IsArrayBufferView()) {
    auto view = value.As<v8::ArrayBufferView>();
    region.store = view->Buffer()->GetBackingStore();
    region.offset = view->ByteOffset();
    region.length = view->ByteLength();
  } else if (value->IsArrayBuffer()) {
    region.store = value.As<v8::ArrayBuffer>()->GetBackingStore();
    region.length = region.store->ByteLength();
  } else {
    region.store = value.As<v8::SharedArrayBuffer>()->GetBackingStore();
    region.length = region.store->ByteLength();
  }
  region.fixed = !region.store->IsShared() && !region.store->IsResizableByUserJavaScript();
  return region;
}

std::unique_ptr<v8::BackingStore> store_of(v8::Isolate* isolate, Bytes bytes) {
  std::size_t size = bytes.size();
  if (size == 0) return v8::ArrayBuffer::NewBackingStore(isolate, 0);
#ifdef V8_ENABLE_SANDBOX
  // An engine with V8's sandbox takes no memory from outside its cage.
  auto store = v8::ArrayBuffer::NewBackingStore(
      isolate, size, v8::BackingStoreInitializationMode::kUninitialized);
  std::memcpy(store->Data(), bytes.data(), size);
  return store;
#else
  return v8::ArrayBuffer::NewBackingStore(
      bytes.release(), size, [](void* data, std::size_t, void*) { std::free(data); }, nullptr);
#endif
}

}  // namespace

Result<ConstBytes> ConstBytes::from(v8::Local<v8::Value> value) {
  if (!is_buffer(value)) return not_a_buffer();
  ConstBytes bytes;
  bytes.value_ = value;
  return bytes;
}

std::span<const std::uint8_t> ConstBytes::span() const {
  if (value_->IsArrayBufferView()) {
    auto view = value_.As<v8::ArrayBufferView>();
    if (!view->HasBuffer() && view->ByteLength() <= sizeof small_)
      return {small_, view->CopyContents(small_, sizeof small_)};
  }
  return region_of(value_).span();
}

Result<MutableBytes> MutableBytes::from(v8::Local<v8::Value> value) {
  if (!is_buffer(value)) return not_a_buffer();
  MutableBytes bytes;
  bytes.value_ = value;
  return bytes;
}

std::span<std::uint8_t> MutableBytes::span() const { return region_of(value_).span(); }

Result<AsyncInput> AsyncInput::from(v8::Isolate*, v8::Local<v8::Value> value) {
  if (!is_buffer(value)) return not_a_buffer();
  auto region = region_of(value);
  AsyncInput input;
  if (region.fixed) {
    input.span_ = region.span();
    input.pinned_ = std::move(region.store);
    return input;
  }
  auto bytes = region.span();
  input.copy_ = std::make_shared<Bytes>(bytes.size());
  if (input.copy_->size() != bytes.size())
    return fail(ErrorClass::RangeError, "the buffer is too large to copy");
  if (!bytes.empty()) std::memcpy(input.copy_->data(), bytes.data(), bytes.size());
  input.span_ = input.copy_->span();
  return input;
}

Result<AsyncOutput> AsyncOutput::from(v8::Isolate*, v8::Local<v8::Value> value) {
  if (!is_buffer(value)) return not_a_buffer();
  auto region = region_of(value);
  // SECURITY: a resizable buffer's pages can vanish while a thread writes to them;
  // tests/js/core/buffers_test.js.
  if (!region.fixed)
    return fail(
        ErrorClass::TypeError, "a resizable or shared buffer cannot be filled asynchronously");
  AsyncOutput output;
  output.span_ = region.span();
  output.pinned_ = std::move(region.store);
  return output;
}

v8::Local<v8::Value> new_uint8_array(v8::Isolate* isolate, Bytes bytes) {
  std::size_t size = bytes.size();
  auto buffer = v8::ArrayBuffer::New(isolate, store_of(isolate, std::move(bytes)));
  return v8::Uint8Array::New(buffer, 0, size);
}

}  // namespace bailey::js
