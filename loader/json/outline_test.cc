#include "loader/json/outline.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/json");

TEST_CASE("an outline tells where every value is") {
  std::string_view text = R"({ // c
  "a": [1, "]"], b: {'c': null,},
})";
  auto outline = outline_jsonc(text).value();
  auto part = [&](const JsonOutline& value) {
    return std::string(text.substr(value.begin, value.end - value.begin));
  };
  CHECK(outline.is_object);
  CHECK(part(outline) == text);
  const JsonOutline* list = outline.find("a");
  REQUIRE(list != nullptr);
  CHECK(text.substr(list->name_begin, 3) == "\"a\"");
  CHECK(part(*list) == "[1, \"]\"]");
  REQUIRE(list->children.size() == 2);
  CHECK(part(list->children[1]) == "\"]\"");
  CHECK(part(*outline.find("b")) == "{'c': null,}");
  CHECK(part(*outline.find("b")->find("c")) == "null");
  CHECK(outline.find("c") == nullptr);
  CHECK(list->find("") == nullptr);
}

TEST_CASE("of repeated properties an outline finds the one that counts") {
  std::string_view text = R"({"x": {"a": 1, "a": 22}})";
  auto outline = outline_jsonc(text).value();
  const JsonOutline* last = outline.find("x")->find("a");
  CHECK(text.substr(last->begin, last->end - last->begin) == "22");
}

TEST_CASE("a byte order mark counts, an empty text has no value, a bad one an error") {
  CHECK(outline_jsonc("\xEF\xBB\xBF{}").value().begin == 3);
  auto nothing = outline_jsonc(" // nothing\n").value();
  CHECK(nothing.begin == nothing.end);
  CHECK(outline_jsonc("{").error().message == "Unterminated object on line 1 column 2");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
