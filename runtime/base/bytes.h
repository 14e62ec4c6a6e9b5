// Bytes: a heap block that can become an ArrayBuffer without being copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace bailey {

// Owns `size()` bytes from malloc; uninitialised when made. Moves, never copies.
class Bytes {
 public:
  Bytes() = default;
  // Empty when the memory cannot be had: compare size() with what was asked for.
  explicit Bytes(std::size_t size)
      : data_(static_cast<std::uint8_t*>(std::malloc(size == 0 ? 1 : size))),
        size_(data_ ? size : 0) {}
  explicit Bytes(std::string_view text) : Bytes(text.size()) {
    if (size_ > 0) text.copy(reinterpret_cast<char*>(data_.get()), size_);
  }
  Bytes(Bytes&& other) noexcept
      : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  Bytes& operator=(Bytes&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  std::uint8_t* data() { return data_.get(); }
  const std::uint8_t* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::span<std::uint8_t> span() { return {data_.get(), size_}; }
  std::span<const std::uint8_t> span() const { return {data_.get(), size_}; }
  std::string_view text() const { return {reinterpret_cast<const char*>(data_.get()), size_}; }

  // Keeps the first `size` bytes or makes room for more; false when the memory cannot be had,
  // and then nothing changes.
  bool resize(std::size_t size) {
    auto* moved = static_cast<std::uint8_t*>(std::realloc(data_.get(), size == 0 ? 1 : size));
    if (moved == nullptr) return false;
    (void)data_.release();
    data_.reset(moved);
    size_ = size;
    return true;
  }
  // Gives the block away; the taker frees it with std::free.
  std::uint8_t* release() {
    size_ = 0;
    return data_.release();
  }

 private:
  struct Free {
    void operator()(std::uint8_t* block) const { std::free(block); }
  };
  std::unique_ptr<std::uint8_t, Free> data_;
  std::size_t size_ = 0;
};

}  // namespace bailey
