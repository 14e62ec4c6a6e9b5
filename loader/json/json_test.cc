#include "loader/json/json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace bailey::loader {
namespace {

// The value as strict JSON, or the error's message.
std::string strict(std::string_view text) {
  auto json = parse_json(text);
  return json ? json->dump() : json.error().message;
}
std::string dialect(std::string_view text) {
  auto json = parse_jsonc(text);
  return json ? json->dump() : json.error().message;
}

TEST_SUITE_BEGIN("loader/json");

TEST_CASE("the dialect takes what Deno takes in deno.json") {
  CHECK(dialect("") == "null");
  CHECK(dialect("// only a comment") == "null");
  CHECK(dialect("\xEF\xBB\xBF{\"a\":1,}") == R"({"a":1})");
  CHECK(dialect("{'a': \"b\" c: [1 2, 3,],}") == R"({"a":"b","c":[1,2,3]})");
  CHECK(dialect("{a: /* x */ -0x1F, 'b': +1} // end") == R"({"a":-31,"b":1})");
  CHECK(dialect("{\"a\":\"x\ny\\u00e9\\ud83d\\ude00\"}") == R"({"a":"x\nyé😀"})");
  CHECK(dialect("{1:2}") == R"({"1":2})");
  CHECK(dialect("[1e2, 1.5, 12345678901234567890, true, false, null]") ==
        "[100.0,1.5,1.2345678901234567e+19,true,false,null]");
}

TEST_CASE("one byte order mark is no part of the text, two are an error") {
  CHECK(parse_json("\xEF\xBB\xBF\"\"").value() == "");
  CHECK(parse_json("\xEF\xBB\xBF\xEF\xBB\xBF\"\"").error().message ==
        "unexpected byte order mark at line 1 column 1");
  CHECK_FALSE(parse_jsonc("\xEF\xBB\xBF\xEF\xBB\xBF\"\"").has_value());
}

TEST_CASE("errors of the dialect are those of Deno, with line and column") {
  CHECK(dialect("{\"imports\": ") == "Unterminated object on line 1 column 13");
  CHECK(dialect("{\n  \"a\": \"b\n}") == "Unterminated string literal on line 2 column 8");
  CHECK(dialect("{\"a\" 1}") ==
        "Expected colon after the string or word in object property on line 1 column 6");
  CHECK(dialect("{\"a\":}") == "Unexpected close brace on line 1 column 6");
  CHECK(dialect("{,}") == "Unexpected token in object on line 1 column 2");
  CHECK(dialect("foo") == "Unexpected word on line 1 column 1");
  CHECK(dialect("{\"a\":foo}") == "Unexpected token on line 1 column 6");
  CHECK(dialect("{\"a\":1.}") == "Expected digit on line 1 column 8");
  CHECK(dialect("{\"a\":1e}") ==
        "Expected plus, minus, or digit in number literal on line 1 column 8");
  CHECK(dialect("{\"a\":-}") == "Expected digit following negative sign on line 1 column 7");
  CHECK(dialect("{\"a\":\"\\x\"}") == "Invalid escape on line 1 column 7");
  CHECK(dialect("{\"a\":\"\\u12\"}") == "Expected four hex digits on line 1 column 7");
  CHECK(dialect("{\"a\":\"\\ud800\"}") ==
        "Invalid unicode escape sequence. 'd800 (unpaired high surrogate)' is not a valid UTF8 "
        "character on line 1 column 7");
  CHECK(dialect("/* x") == "Unterminated comment block on line 1 column 1");
  CHECK(
      dialect("{\"é\":1} x") == "Text cannot contain more than one JSON value on line 1 column 9");
  CHECK(dialect("{\"a\":1,\"a\":2}") == "duplicate field `a` on line 1 column 1");
}

TEST_CASE("strict JSON refuses the dialect and says where") {
  CHECK(strict(R"({"a":1})") == R"({"a":1})");
  CHECK(strict("{\n\"a\":1,}").ends_with("at line 2 column 7"));
  CHECK(strict("{/*c*/}").ends_with("at line 1 column 2"));
  CHECK(strict("").ends_with("at line 1 column 1"));
  CHECK(strict(R"({"a":"\ud800"})").find("at line 1 column") != std::string::npos);
}

TEST_CASE("bytes that are no text are refused by both") {
  CHECK(strict(std::string_view("6\0 garbage", 10)) == "unexpected NUL byte at line 1 column 2");
  CHECK(strict("\"\xFF\"").contains("at line 1 column"));
  CHECK(dialect("{\"a\":\n\"\xFF\"}") == "Text is not valid UTF-8 on line 2 column 2");
  CHECK(dialect(std::string_view("{}\0", 3)) ==
        "Text cannot contain more than one JSON value on line 1 column 3");
}

TEST_CASE("a token of a megabyte does not become a message of a megabyte") {
  CHECK(strict("\"" + std::string(1 << 20, 'x')).size() < 300);
}

TEST_CASE("deep nesting is refused, not recursed into") {
  std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(dialect(deep).starts_with("Maximum nesting depth exceeded on line 1 column"));
  CHECK(strict(deep).starts_with("maximum nesting depth exceeded"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
