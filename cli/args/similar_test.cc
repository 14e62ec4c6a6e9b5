#include "cli/args/similar.h"

#include <doctest/doctest.h>

#include <string>

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/similar");

std::string similar_to(std::string_view written) {
  const Flag* flag = similar_flag(*find_command("run"), written);
  return flag == nullptr ? "" : std::string(flag->name);
}

TEST_CASE("edit distance counts insertions, removals and replacements") {
  CHECK_EQ(edit_distance(U"", U""), 0);
  CHECK_EQ(edit_distance(U"", U"abc"), 3);
  CHECK_EQ(edit_distance(U"abc", U""), 3);
  CHECK_EQ(edit_distance(U"kitten", U"sitting"), 3);
  CHECK_EQ(edit_distance(U"ab", U"ba"), 2);
  CHECK_EQ(edit_distance(U"é", U"e"), 1);
}

TEST_CASE("Jaro similarity is that of the published examples") {
  CHECK_EQ(jaro_similarity(U"martha", U"marhta"), doctest::Approx(0.944444));
  CHECK_EQ(jaro_similarity(U"dixon", U"dicksonx"), doctest::Approx(0.766667));
  CHECK_EQ(jaro_similarity(U"duane", U"dwayne"), doctest::Approx(0.822222));
  CHECK_EQ(jaro_similarity(U"", U""), 1);
  CHECK_EQ(jaro_similarity(U"", U"a"), 0);
  CHECK_EQ(jaro_similarity(U"a", U"a"), 1);
  CHECK_EQ(jaro_similarity(U"a", U"b"), 0);
}

TEST_CASE("bytes that are not UTF-8 become replacement characters, one each") {
  CHECK_EQ(code_points("a\xC3\xA9"), U"aé");
  CHECK_EQ(code_points("\xF0\x9F\x98\x80"), U"\U0001F600");
  CHECK_EQ(code_points("\xFF\xC3"), U"\uFFFD\uFFFD");
  CHECK_EQ(code_points("\xC0\x80"), U"\uFFFD\uFFFD");
}

TEST_CASE("a flag is suggested within a third of its length, and always within two edits") {
  CHECK_EQ(similar_to("--ext"), "ext");
  CHECK_EQ(similar_to("-x"), "ext");
  CHECK_EQ(similar_to("--unsafely-ignore-cert-errors"), "unsafely-ignore-certificate-errors");
  CHECK_EQ(similar_to("--qqqqq"), "");
  CHECK_EQ(similar_to("--"), "");
}

TEST_CASE("of equally close flags the first of the table is suggested") {
  CHECK_EQ(similar_to("--unstable-foo"), "unstable-ffi");
}

TEST_CASE("an endless argument resembles nothing") {
  CHECK_EQ(similar_to(std::string(1'000'000, 'a')), "");
  CHECK(similar_commands(std::string(1'000'000, 'r')).empty());
}

TEST_CASE("only commands that exist are suggested") {
  CHECK_EQ(similar_commands("ruun"), std::vector<std::string_view>{"run"});
  CHECK_EQ(similar_commands("tests"), std::vector<std::string_view>{});
  CHECK_EQ(similar_commands(""), std::vector<std::string_view>{});
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
