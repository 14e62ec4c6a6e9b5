// How many bytes of buffers somebody has, and how many they may have.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace bailey::limits {

// Thread: any.
class BufferMeter {
 public:
  static constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

  explicit BufferMeter(std::uint64_t limit = kNoLimit) : limit_(limit) {}

  // Before anything is taken.
  void set_limit(std::uint64_t limit) { limit_ = limit; }

  // False, and nothing changes, when `size` more would be too much.
  bool take(std::size_t size) {
    std::uint64_t before = used_.fetch_add(size, std::memory_order_relaxed);
    if (size <= limit_ && before <= limit_ - size) return true;
    give_back(size);
    return false;
  }
  void give_back(std::size_t size) { used_.fetch_sub(size, std::memory_order_relaxed); }
  std::uint64_t used() const { return used_.load(std::memory_order_relaxed); }

 private:
  std::uint64_t limit_;
  std::atomic<std::uint64_t> used_ = 0;
};

}  // namespace bailey::limits
