#include "runtime/limits/process_memory.h"

#include <doctest/doctest.h>
#include <sys/mman.h>

#include <cstring>

namespace bailey::limits {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 20;
// What the test itself and a sanitizer may have given back meanwhile.
constexpr std::size_t kSlack = kBlock / 16;

TEST_SUITE_BEGIN("runtime/limits/process_memory");

TEST_CASE("memory counts from when it is allocated, before it is touched, until it is given back") {
  auto memory = ProcessMemory::open();
  REQUIRE(memory);
  std::uint64_t before = (*memory)->used();
  void* block = ::mmap(nullptr, kBlock, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(block != MAP_FAILED);
  CHECK((*memory)->used() >= before + kBlock - kSlack);
  std::memset(block, 1, kBlock);
  CHECK((*memory)->used() >= before + kBlock - kSlack);
  CHECK((*memory)->used() < before + kBlock + kBlock / 2);
  ::munmap(block, kBlock);
  CHECK((*memory)->used() < before + kBlock / 2);
}

TEST_CASE("what is reserved without leave to write does not count") {
  auto memory = ProcessMemory::open();
  REQUIRE(memory);
  std::uint64_t before = (*memory)->used();
  void* block = ::mmap(nullptr, kBlock, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(block != MAP_FAILED);
  CHECK((*memory)->used() < before + kBlock / 2);
  ::munmap(block, kBlock);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::limits
