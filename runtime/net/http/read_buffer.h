// Bytes that have been read and not been understood yet. For .cc files of net/http only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace bailey::net::http {

class ReadBuffer {
 public:
  std::span<const std::byte> unread() const {
    return std::span(bytes_).subspan(begin_, end_ - begin_);
  }
  bool empty() const { return begin_ == end_; }
  void consume(std::size_t count) { begin_ += count; }

  // Room to read into, behind what is unread; never empty. Moves what is unread.
  std::span<std::byte> room() {
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
        bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
    end_ -= begin_;
    begin_ = 0;
    if (end_ == bytes_.size()) bytes_.resize(std::max(kFirstSize, bytes_.size() * 2));
    return std::span(bytes_).subspan(end_);
  }
  // The first `count` bytes of the room have been filled.
  void commit(std::size_t count) { end_ += count; }

  // Moves what is unread to `into`, as far as it goes; how much that was.
  std::size_t take(std::span<std::byte> into) {
    std::size_t count = std::min(into.size(), end_ - begin_);
    std::ranges::copy(unread().first(count), into.begin());
    consume(count);
    return count;
  }

 private:
  static constexpr std::size_t kFirstSize = 16 * 1024;

  std::vector<std::byte> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace bailey::net::http
