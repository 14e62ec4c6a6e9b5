#include "runtime/limits/heap_room.h"

#include <doctest/doctest.h>

#include <memory>

namespace bailey::limits {
namespace {

struct HeapRoomFixture {
  // A heap of `size` bytes that counts in `told` how often it is to end.
  std::unique_ptr<HeapRoom::Heap> heap(std::uint64_t size, int& told) {
    auto made = std::make_unique<HeapRoom::Heap>(room, [&told] { ++told; });
    made->resize(size);
    return made;
  }

  HeapRoom room{1000 + HeapRoom::kNewHeap};
  int first = 0;
  int second = 0;
};

TEST_SUITE_BEGIN("limits/heap_room");

TEST_CASE_FIXTURE(HeapRoomFixture, "nobody ends while there is room") {
  auto one = heap(500, first);
  auto two = heap(500, second);
  CHECK(room.has_place());
  CHECK(first == 0);
  CHECK(second == 0);
}

TEST_CASE_FIXTURE(HeapRoomFixture, "the largest ends when there is no more, whoever grows") {
  auto one = heap(HeapRoom::kNewHeap, first);
  auto two = heap(1, second);
  two->resize(2000);
  CHECK(first == 1);
  CHECK(second == 0);
}

TEST_CASE_FIXTURE(HeapRoomFixture, "one at a time ends, and is told again while it is there") {
  auto one = heap(HeapRoom::kNewHeap, first);
  auto two = heap(HeapRoom::kNewHeap - 1, second);
  CHECK(first == 1);
  two->resize(2 * HeapRoom::kNewHeap);
  CHECK(first == 2);
  CHECK(second == 0);
  one.reset();
  two->resize(2 * HeapRoom::kNewHeap);
  CHECK(second == 1);
}

TEST_CASE_FIXTURE(HeapRoomFixture, "what cannot be ended never is") {
  HeapRoom::Heap program(room, nullptr);
  program.resize(5 * HeapRoom::kNewHeap);
  auto one = heap(1, first);
  CHECK(first == 1);
  one.reset();
  program.resize(6 * HeapRoom::kNewHeap);
}

TEST_CASE_FIXTURE(HeapRoomFixture, "one that was abandoned while it was to end is not waited for") {
  auto one = heap(2 * HeapRoom::kNewHeap, first);
  CHECK(first == 1);
  one->abandon();
  auto two = heap(1, second);
  CHECK(first == 1);
  CHECK(second == 1);
}

TEST_CASE_FIXTURE(HeapRoomFixture, "one more begins only where there is room for it") {
  auto one = heap(1000, first);
  CHECK(room.has_place());
  one->resize(1001);
  CHECK_FALSE(room.has_place());
  one.reset();
  CHECK(room.has_place());
}

TEST_CASE("without a bound there is always room") {
  HeapRoom room;
  int told = 0;
  HeapRoom::Heap heap(room, [&] { ++told; });
  heap.resize(std::uint64_t{1} << 50);
  CHECK(room.has_place());
  CHECK(told == 0);
}

}  // namespace
}  // namespace bailey::limits
