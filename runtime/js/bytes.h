// Script's buffers as C++ sees them.
//
// A buffer can be detached, shrunk or written by script whenever script runs, and by other
// threads when it is shared. So: a view of a synchronous op finds its memory at each use, and an
// asynchronous op pins memory that cannot be taken away, or works on a copy.
#pragma once

#include <v8.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bailey::js {

// What a synchronous op reads: an ArrayBufferView or ArrayBuffer. Not for use after the call.
class ConstBytes {
 public:
  static Result<ConstBytes> from(v8::Local<v8::Value> value);
  // The bytes as they are now; empty when detached.
  std::span<const std::uint8_t> span() const;
  std::string_view text() const {
    auto bytes = span();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

 private:
  v8::Local<v8::Value> value_;
  mutable std::uint8_t small_[64];  // V8 keeps small arrays inside its heap, where they move
};

// What a synchronous op writes to.
class MutableBytes {
 public:
  static Result<MutableBytes> from(v8::Local<v8::Value> value);
  std::span<std::uint8_t> span() const;

 private:
  v8::Local<v8::Value> value_;
};

// What an asynchronous op reads: pinned memory, or a copy when the buffer is resizable or shared.
class AsyncInput {
 public:
  static Result<AsyncInput> from(v8::Isolate* isolate, v8::Local<v8::Value> value);
  std::span<const std::uint8_t> span() const { return span_; }

 private:
  std::shared_ptr<v8::BackingStore> pinned_;
  std::shared_ptr<Bytes> copy_;
  std::span<const std::uint8_t> span_;
};

// What an asynchronous op writes to: pinned memory. Resizable and shared buffers are refused, as
// WebIDL does by default.
class AsyncOutput {
 public:
  static Result<AsyncOutput> from(v8::Isolate* isolate, v8::Local<v8::Value> value);
  std::span<std::uint8_t> span() const { return span_; }

 private:
  std::shared_ptr<v8::BackingStore> pinned_;
  std::span<std::uint8_t> span_;
};

// A Uint8Array that owns `bytes`.
v8::Local<v8::Value> new_uint8_array(v8::Isolate* isolate, Bytes bytes);

}  // namespace bailey::js
