// A protection key for what V8 compiles to: its code pages can be written by the one thread that is
// about to, and by no stray or forged pointer of another.
#pragma once

#include <v8-platform.h>

#include <cstddef>
#include <memory>
#include <mutex>

namespace bailey::js {

// Also keeps what V8 notes about its code pages in memory of the same key: who could change that
// would have V8 write code where it likes. One per process; never given back, since V8's pages
// have it until the end.
class JitKey final : public v8::ThreadIsolatedAllocator {
 public:
  // nullptr when the processor or the kernel has no keys. Call while the process has one thread:
  // threads that are there already could not even read what V8 compiled.
  static std::unique_ptr<JitKey> make();

  // Takes the right to write from the calling thread.
  void forbid_writing() const;

  // Memory of the key. V8 has made it writable for this thread when it calls either.
  void* Allocate(std::size_t size) override;
  void Free(void* object) override;
  enum Type Type() const override { return Type::kPkey; }
  int Pkey() const override { return key_; }

 private:
  struct Arena;
  JitKey(int key, Arena& arena) : key_(key), arena_(&arena) {}

  int key_;
  Arena* arena_;
  std::mutex mutex_;
};

}  // namespace bailey::js
