#include "runtime/engine/heap_share.h"

#include <utility>

namespace bailey::engine {
namespace {

// What a heap takes of the address space without using it: the ends of pages that V8 cut short.
constexpr std::uint64_t kGaps = std::uint64_t{1} << 20;

}  // namespace

std::uint64_t heap_room_size() {
#ifdef V8_COMPRESS_POINTERS
  // An eighth for what grows between two collections.
  return v8::internal::kPtrComprCageReservationSize / 8 * 7;
#else
  return limits::HeapRoom::kUnbounded;
#endif
}

HeapShare::HeapShare(limits::HeapRoom& room, v8::Isolate* isolate, std::function<void()> give_up)
    : isolate_(isolate), heap_(room, std::move(give_up)) {
  measure();
  isolate_->AddGCEpilogueCallback(on_collected, this);
}

void HeapShare::leave() { isolate_->RemoveGCEpilogueCallback(on_collected, this); }

void HeapShare::on_collected(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* share) {
  static_cast<HeapShare*>(share)->measure();
}

void HeapShare::measure() {
  v8::HeapStatistics heap;
  isolate_->GetHeapStatistics(&heap);
  heap_.resize(heap.total_heap_size() + kGaps);
}

}  // namespace bailey::engine
