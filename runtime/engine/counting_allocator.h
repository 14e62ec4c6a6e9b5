// The allocator of ArrayBuffers where memory is limited.
#pragma once

#include <v8.h>

#include <cstddef>
#include <functional>
#include <memory>

#include "runtime/limits/buffer_meter.h"

namespace bailey::engine {

// Counts what one isolate's buffers hold, shared and resizable ones too. Thread: any, as V8 asks.
class CountingAllocator final : public v8::ArrayBuffer::Allocator {
 public:
  // `on_refused(size)` is called when that much is too much even after V8 collected its garbage;
  // while the isolate lives. Script gets a RangeError if it returns.
  CountingAllocator(
      std::shared_ptr<limits::BufferMeter> meter, std::function<void(std::size_t)> on_refused)
      : memory_(v8::ArrayBuffer::Allocator::NewDefaultAllocator()),
        meter_(std::move(meter)),
        on_refused_(std::move(on_refused)) {}

  void* Allocate(std::size_t length) override;
  void* AllocateUninitialized(std::size_t length) override;
  void Free(void* data, std::size_t length) override;

 private:
  bool take(std::size_t length);

  std::unique_ptr<v8::ArrayBuffer::Allocator> memory_;
  std::shared_ptr<limits::BufferMeter> meter_;  // buffers outlive who made them
  std::function<void(std::size_t)> on_refused_;
  int refusals_ = 0;  // in a row; of the isolate's thread
};

}  // namespace bailey::engine
