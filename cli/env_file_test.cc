#include "cli/env_file.h"

#include <doctest/doctest.h>

namespace bailey::cli {
namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

TEST_SUITE_BEGIN("cli/env_file");

TEST_CASE("values are plain, quoted or over several lines") {
  CHECK(
      parse_env_file(
          "A=1\nB = two words # note\nexport C='x # y'\nD=\"a\\nb\"\nE=\"one\ntwo\"\n") ==
      Variables{{"A", "1"}, {"B", "two words"}, {"C", "x # y"}, {"D", "a\nb"}, {"E", "one\ntwo"}});
}

TEST_CASE("comments and lines that assign nothing are skipped") {
  CHECK(parse_env_file("# A=1\n\nno assignment\n1X=2\nB=\n") == Variables{{"B", ""}});
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
