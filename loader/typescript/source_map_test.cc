#include "loader/typescript/source_map.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

std::string position(const MappedSource& map, int line, int column) {
  auto found = map.original(line, column);
  return found
             ? found->url + ":" + std::to_string(found->line) + ":" + std::to_string(found->column)
             : "none";
}

MappedSource map_of(std::string mappings) {
  return {R"({"version":3,"sources":["a.ts"],"names":[],"mappings":")" + mappings + "\"}",
      "file:///a.ts", "one\r\ntwo\nthree"};
}

TEST_SUITE_BEGIN("loader/typescript/source_map");

TEST_CASE("a position is that of the last segment before it") {
  // Line 1: column 0 → 1:1, column 4 → 2:3. Line 3: column 8 → 3:1.
  auto map = map_of("AAAA,IACE;;QACF");
  CHECK(position(map, 1, 1) == "file:///a.ts:1:1");
  CHECK(position(map, 1, 4) == "file:///a.ts:1:1");
  CHECK(position(map, 1, 5) == "file:///a.ts:2:3");
  CHECK(position(map, 1, 500) == "file:///a.ts:2:3");
  CHECK(position(map, 2, 1) == "none");
  CHECK(position(map, 3, 8) == "none");
  CHECK(position(map, 3, 9) == "file:///a.ts:3:1");
  CHECK(position(map, 4, 1) == "none");
}

TEST_CASE("generated code without an origin has none") {
  auto map = map_of("AAAA,I,IACEA");
  CHECK(position(map, 1, 5) == "none");
  CHECK(position(map, 1, 9) == "file:///a.ts:2:3");
}

TEST_CASE("numbers of several digits and below zero are read") {
  // +16, +1, +16; then -16 for the source column.
  auto map = map_of("gBACgB,gBAAhB");
  CHECK(position(map, 1, 17) == "file:///a.ts:2:17");
  CHECK(position(map, 1, 33) == "file:///a.ts:2:1");
}

TEST_CASE("a map that makes no sense maps nothing") {
  for (const char* mappings : {"!", "A", "AA", "AAA", "AAAAAA", "g", "D", "AAAD", "gggggggggA"})
    CHECK(position(map_of(mappings), 1, 1) == "none");
  for (const char* json : {"", "{", "[]", "{}", R"({"mappings":5})"})
    CHECK(position(MappedSource(json, "file:///a.ts", ""), 1, 1) == "none");
  CHECK(position(map_of("AAAA"), 0, 0) == "none");
  CHECK(position(map_of("AAAA"), -1, 1) == "none");
}

TEST_CASE("lines of the source come without their ends") {
  auto map = map_of("AAAA");
  CHECK(map.source_line(1) == "one");
  CHECK(map.source_line(2) == "two");
  CHECK(map.source_line(3) == "three");
  CHECK_FALSE(map.source_line(4).has_value());
  CHECK_FALSE(map.source_line(0).has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
