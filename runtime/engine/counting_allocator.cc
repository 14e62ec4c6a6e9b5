#include "runtime/engine/counting_allocator.h"

namespace bailey::engine {
namespace {

// V8 asks once, twice more after collecting garbage, and for the last time after collecting all
// that can be. tests/spec/limits fails when that changes.
constexpr int kAttempts = 4;

}  // namespace

bool CountingAllocator::take(std::size_t length) {
  if (meter_->take(length)) {
    refusals_ = 0;
    return true;
  }
  if (++refusals_ < kAttempts) return false;
  refusals_ = 0;
  on_refused_(length);
  return false;
}

void* CountingAllocator::Allocate(std::size_t length) {
  if (!take(length)) return nullptr;
  void* data = memory_->Allocate(length);
  if (data == nullptr) meter_->give_back(length);
  return data;
}

void* CountingAllocator::AllocateUninitialized(std::size_t length) {
  if (!take(length)) return nullptr;
  void* data = memory_->AllocateUninitialized(length);
  if (data == nullptr) meter_->give_back(length);
  return data;
}

void CountingAllocator::Free(void* data, std::size_t length) {
  meter_->give_back(length);
  memory_->Free(data, length);
}

}  // namespace bailey::engine
