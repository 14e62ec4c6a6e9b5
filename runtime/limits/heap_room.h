// The room that the JavaScript heaps of a process share: V8 has 4 GB for all of them together where
// it compresses pointers, and ends the process when a heap asks for what is not there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <vector>

namespace bailey::limits {

// Ends the largest heap that can be ended before the room is full. Thread: any.
class HeapRoom {
 public:
  static constexpr std::uint64_t kUnbounded = std::numeric_limits<std::uint64_t>::max();
  // What a heap that begins may need at once.
  static constexpr std::uint64_t kNewHeap = std::uint64_t{16} << 20;

  // One of the heaps that share `room`, which must outlive it.
  class Heap {
   public:
    // `give_up` is called when it is this heap that has to end, on any thread, with the room
    // locked: it must not come back here. Until the heap is gone that may happen again. Null: never
    // this one.
    Heap(HeapRoom& room, std::function<void()> give_up);
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;
    ~Heap();

    // It has `size` bytes now.
    void resize(std::uint64_t size);
    // It can be ended no more, and keeps what it has.
    void abandon();

   private:
    friend class HeapRoom;
    HeapRoom& room_;
    std::function<void()> give_up_;
    std::uint64_t size_ = 0;
    bool is_ending_ = false;
  };

  explicit HeapRoom(std::uint64_t size = kUnbounded) : size_(size) {}

  // Before there are heaps.
  void set_size(std::uint64_t size);
  std::uint64_t size() const;
  // Whether one more heap can begin.
  bool has_place() const;

 private:
  void make_place();

  mutable std::mutex mutex_;
  std::uint64_t size_;
  std::uint64_t used_ = 0;
  std::vector<Heap*> heaps_;
};

}  // namespace bailey::limits
