#include "loader/fetch/source_text.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

std::string shown(std::string bytes, std::string_view charset = "") {
  auto text = source_text(std::move(bytes), charset, "file:///a.js");
  return text ? *text : "! " + text.error().message;
}

TEST_SUITE_BEGIN("loader/fetch/source_text");

TEST_CASE("UTF-8 is taken as it is, without its mark") {
  CHECK(shown("é") == "é");
  CHECK(shown("\xEF\xBB\xBFx") == "x");
  CHECK(shown("é", "UTF-8") == "é");
  CHECK(shown("") == "");
}

TEST_CASE("other encodings are told by a mark or by the server") {
  CHECK(shown(std::string("\xFF\xFEx\0\xE9\0", 6)) == "xé");
  CHECK(shown(std::string("\xFE\xFF\0x", 4)) == "x");
  CHECK(shown(std::string("\0x", 2), "utf-16be") == "x");
  CHECK(shown("\xE9", "ISO-8859-1") == "é");
  CHECK(shown("\xEF\xBB\xBFé", "latin1") == "é");
}

TEST_CASE("what is not in its encoding is an error that says where and what to do") {
  CHECK(shown("let a;\n\"é\xFF\"") ==
        "! The source of \"file:///a.js\" is not valid UTF-8 (byte 0xFF at line 2, column 3). Save "
        "it as UTF-8.");
  CHECK(shown(std::string("\xFF\xFE\0\xD8", 4)) ==
        "! The source of \"file:///a.js\" is not valid UTF-16. Save it as UTF-8.");
  CHECK(shown("\xFF\xFEx").starts_with("! The source of"));
  CHECK(shown("x", "zork") == "! Unsupported charset: zork\n  Specifier: file:///a.js");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
