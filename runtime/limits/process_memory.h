// How much memory the process has taken, as the kernel counts it.
#pragma once

#include <cstdint>
#include <memory>

#include "runtime/base/result.h"

namespace bailey::limits {

// Counts what a program allocates by whatever way: V8's heap, buffers, WebAssembly, malloc. Thread:
// one at a time.
class ProcessMemory {
 public:
  // What the process has reserved now, as V8 does for code to come, is not counted later. The
  // counters stay readable when the kernel wall closes the files of /proc.
  static Result<std::unique_ptr<ProcessMemory>> open();
  ProcessMemory(const ProcessMemory&) = delete;
  ProcessMemory& operator=(const ProcessMemory&) = delete;
  ~ProcessMemory();

  // Bytes in use: the larger of what is in memory, without files, and what was allocated, of which
  // `reserved` bytes are known to be address space alone.
  std::uint64_t used(std::uint64_t reserved = 0);

 private:
  struct Counters {
    std::uint64_t resident = 0;   // RssAnon
    std::uint64_t allocated = 0;  // VmData: private and writable
    std::uint64_t threads = 0;
  };
  explicit ProcessMemory(int fd) : fd_(fd) {}
  Result<Counters> read() const;

  int fd_;
  Counters first_;
  std::uint64_t most_threads_ = 0;
  std::uint64_t stack_size_ = 0;
};

}  // namespace bailey::limits
