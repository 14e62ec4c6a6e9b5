#include "runtime/js/cage.h"

#include <v8.h>

#ifdef V8_ENABLE_SANDBOX

#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>

#include "runtime/base/check.h"

namespace bailey::js {
namespace {

constexpr std::size_t kPage = 4096;  // of a file's mapping

// Where the program's file has what lies at an address of the running program.
std::optional<std::size_t> file_offset(const char* address) {
  struct Search {
    std::uintptr_t address;
    std::optional<std::size_t> offset;
  } search{reinterpret_cast<std::uintptr_t>(address), {}};
  ::dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        auto& wanted = *static_cast<Search*>(data);
        for (const auto& segment : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
          auto begin = info->dlpi_addr + segment.p_vaddr;
          if (segment.p_type != PT_LOAD || wanted.address - begin >= segment.p_filesz) continue;
          wanted.offset = segment.p_offset + (wanted.address - begin);
        }
        return 1;  // the first is the program
      },
      &search);
  return search.offset;
}

// Maps `text` from the program's file over `room`, at the same place in a page; null when it
// cannot.
const char* map_program(std::string_view text, char* room) {
  auto offset = file_offset(text.data());
  int program = offset ? ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC) : -1;
  if (program < 0) return nullptr;
  std::size_t in_page = *offset % kPage;
  void* mapped = ::mmap(room, in_page + text.size(), PROT_READ, MAP_PRIVATE | MAP_FIXED, program,
      static_cast<off_t>(*offset - in_page));
  ::close(program);
  if (mapped == MAP_FAILED) return nullptr;
  // What runs the program may have shown us another file.
  bool same =
      std::memcmp(room + in_page, text.data(), std::min<std::size_t>(text.size(), 256)) == 0;
  return same ? room + in_page : nullptr;
}

}  // namespace

const char* in_cage(std::string_view text) {
  // Never freed: what is allocated stays V8's, whatever is mapped over it.
  static auto& allocator = *v8::ArrayBuffer::Allocator::NewDefaultAllocator();
  auto* memory = static_cast<char*>(allocator.AllocateUninitialized(text.size() + 3 * kPage));
  BAILEY_CHECK(memory != nullptr);
  char* room = memory + (kPage - reinterpret_cast<std::uintptr_t>(memory) % kPage);
  if (const char* mapped = map_program(text, room)) return mapped;
  BAILEY_CHECK(::mmap(room, text.size() + kPage, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
  std::memcpy(room, text.data(), text.size());
  return room;
}

// V8's heap fills the cage of compressed pointers from its begin. Taking that a page of 4 KB at a
// time costs as much as reading the snapshot; V8 then takes its own pages out of this one, which
// the system splits and does not fetch again.
void fetch_first_heap(v8::Isolate* isolate) {
  using v8::internal::Internals;
  constexpr std::size_t kHugePage = std::size_t{2} << 20;
  char* cage;
  std::memcpy(
      &cage, reinterpret_cast<char*>(isolate) + Internals::kIsolateCageBaseOffset, sizeof cage);
  if (::mprotect(cage, kHugePage, PROT_READ | PROT_WRITE) != 0) return;
  ::madvise(cage, kHugePage, MADV_HUGEPAGE);
  *static_cast<volatile char*>(cage) = 0;
  BAILEY_CHECK(::mprotect(cage, kHugePage, PROT_NONE) == 0);
}

}  // namespace bailey::js

#else

namespace bailey::js {

const char* in_cage(std::string_view text) { return text.data(); }
void fetch_first_heap(v8::Isolate*) {}

}  // namespace bailey::js

#endif
