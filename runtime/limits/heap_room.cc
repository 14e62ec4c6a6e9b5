#include "runtime/limits/heap_room.h"

#include <algorithm>
#include <utility>

namespace bailey::limits {

HeapRoom::Heap::Heap(HeapRoom& room, std::function<void()> give_up)
    : room_(room), give_up_(std::move(give_up)) {
  std::lock_guard lock(room_.mutex_);
  room_.heaps_.push_back(this);
}

HeapRoom::Heap::~Heap() {
  std::lock_guard lock(room_.mutex_);
  room_.used_ -= size_;
  std::erase(room_.heaps_, this);
}

void HeapRoom::Heap::resize(std::uint64_t size) {
  std::lock_guard lock(room_.mutex_);
  room_.used_ += size - std::exchange(size_, size);  // modulo 2^64
  if (room_.used_ > room_.size_) room_.make_place();
}

void HeapRoom::Heap::abandon() {
  std::lock_guard lock(room_.mutex_);
  give_up_ = nullptr;
  is_ending_ = false;
}

void HeapRoom::set_size(std::uint64_t size) {
  std::lock_guard lock(mutex_);
  size_ = size;
}

std::uint64_t HeapRoom::size() const {
  std::lock_guard lock(mutex_);
  return size_;
}

bool HeapRoom::has_place() const {
  std::lock_guard lock(mutex_);
  return used_ <= size_ && size_ - used_ >= kNewHeap;
}

// One at a time: what it gives back may be enough. One that is still there is told again, as what
// it was doing may have kept it from hearing.
void HeapRoom::make_place() {
  auto chosen = std::ranges::find_if(heaps_, [](const Heap* heap) { return heap->is_ending_; });
  if (chosen == heaps_.end()) {
    chosen = std::ranges::max_element(
        heaps_, {}, [](const Heap* heap) { return heap->give_up_ ? heap->size_ + 1 : 0; });
  }
  if (chosen == heaps_.end() || !(*chosen)->give_up_) return;
  (*chosen)->is_ending_ = true;
  (*chosen)->give_up_();
}

}  // namespace bailey::limits
