#include "runtime/js/jit_key.h"

#include <sys/mman.h>
#include <sys/utsname.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <new>

#include "runtime/base/check.h"

namespace bailey::js {

// Blocks of a few sizes, cut from one range that is reserved as a whole and paid for as it is used.
// SECURITY: all of it has the key, the lists of what is free included, so that a forged pointer
// cannot have one block given out twice; jit_key_test.cc.
struct JitKey::Arena {
  struct Block {
    Block* next;  // while it is free
  };
  struct Header {
    std::uint64_t step;  // which list it goes back to
    std::uint64_t unused;
  };
  static constexpr std::size_t kSize = std::size_t{64} << 20U;
  static constexpr std::size_t kStep = 16;
  static constexpr std::size_t kSteps = 32;  // the largest block is of 512 bytes

  std::array<Block*, kSteps> free_blocks;
  char* unused;
};

namespace {

// Before, a switch of threads at the wrong moment could give one the rights of another.
bool kernel_keeps_rights_apart() {
  utsname system{};
  int version = 0;
  int major = 0;
  int minor = 0;
  if (::uname(&system) != 0) return false;
  if (std::sscanf(system.release, "%d.%d.%d", &version, &major, &minor) < 2) return false;
  return version > 5 || (version == 5 && (major >= 13 || (major == 4 && minor >= 182) ||
                                             (major == 10 && minor >= 103)));
}

}  // namespace

std::unique_ptr<JitKey> JitKey::make() {
#if defined(__x86_64__)
  if (!kernel_keeps_rights_apart()) return nullptr;
  int key = ::pkey_alloc(0, 0);
  if (key < 0) return nullptr;
  void* memory =
      ::mmap(nullptr, Arena::kSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED ||
      ::pkey_mprotect(memory, Arena::kSize, PROT_READ | PROT_WRITE, key) != 0) {
    if (memory != MAP_FAILED) ::munmap(memory, Arena::kSize);
    ::pkey_free(key);
    return nullptr;
  }
  // The first block would otherwise cost a huge page.
  (void)::madvise(memory, Arena::kSize, MADV_NOHUGEPAGE);
  auto* arena = new (memory) Arena{};
  arena->unused =
      static_cast<char*>(memory) + (sizeof(Arena) + Arena::kStep - 1) / Arena::kStep * Arena::kStep;
  std::unique_ptr<JitKey> made(new JitKey(key, *arena));
  made->forbid_writing();  // from here on, unless V8 says otherwise for a moment
  return made;
#else
  return nullptr;
#endif
}

void JitKey::forbid_writing() const {
#if defined(__x86_64__)
  BAILEY_CHECK(::pkey_set(key_, PKEY_DISABLE_WRITE) == 0);
#endif
}

void* JitKey::Allocate(std::size_t size) {
  std::size_t step = (size + sizeof(Arena::Header) + Arena::kStep - 1) / Arena::kStep;
  if (step > Arena::kSteps) return nullptr;
  std::lock_guard lock(mutex_);
  auto*& first = arena_->free_blocks[step - 1];
  char* block = nullptr;
  if (first != nullptr) {
    block = reinterpret_cast<char*>(first);
    first = first->next;
  } else {
    std::size_t bytes = step * Arena::kStep;
    char* end = reinterpret_cast<char*>(arena_) + Arena::kSize;
    if (bytes > static_cast<std::size_t>(end - arena_->unused)) return nullptr;
    block = arena_->unused;
    arena_->unused += bytes;
  }
  auto* header = new (block) Arena::Header{step, 0};
  return header + 1;
}

void JitKey::Free(void* object) {
  if (object == nullptr) return;
  auto* header = static_cast<Arena::Header*>(object) - 1;
  auto step = header->step;
  std::lock_guard lock(mutex_);
  auto*& first = arena_->free_blocks[step - 1];
  first = new (header) Arena::Block{first};
}

}  // namespace bailey::js
