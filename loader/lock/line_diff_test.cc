#include "loader/lock/line_diff.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/lock/line_diff");

TEST_CASE("equal texts have no difference") { CHECK(line_diff("a\nb\n", "a\nb\n").empty()); }

TEST_CASE("a line that comes is numbered by the new text") {
  CHECK(line_diff("a\nc\n", "a\nb\nc\n") == "2 | +b");
  CHECK(line_diff("", "a\nb\n") == "1 | +a\n2 | +b");
}

TEST_CASE("a line that changes goes before it comes") {
  CHECK(line_diff("a\nb\nc\n", "a\nx\ny\nc\n") == "2 | -b\n2 | +x\n3 | +y");
}

TEST_CASE("dots part changes that have lines in common between them") {
  CHECK(line_diff("1\n3\n5\n6\n7\n8\n9\n10\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n") ==
        " 2 | +2\n   | ...\n 4 | +4\n   | ...\n11 | +11");
}

TEST_CASE("a last line without a newline is another line") {
  CHECK(line_diff("{}", "{}\n") == "1 | -{}\n  | \\ No newline at end of file\n1 | +{}");
}

TEST_CASE("texts too different to compare are replaced as a whole") {
  std::string before;
  std::string after;
  for (int i = 0; i < 3000; ++i) {
    before += "b" + std::to_string(i) + "\n";
    after += "a" + std::to_string(i) + "\n";
  }
  auto diff = line_diff(before, after);
  CHECK(diff.starts_with("   1 | -b0\n   2 | -b1\n"));
  CHECK(diff.ends_with("3000 | +a2999"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
