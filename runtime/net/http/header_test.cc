#include "runtime/net/http/header.h"

#include <doctest/doctest.h>

namespace bailey::net::http {
namespace {

TEST_SUITE_BEGIN("net/http/header");

TEST_CASE("names are found whatever their case") {
  Headers headers{{"Content-Type", "text/plain"}, {"X", "1"}, {"x", "2"}};
  CHECK(*find(headers, "content-type") == "text/plain");
  CHECK(*find(headers, "x") == "1");
  CHECK(find(headers, "content") == nullptr);
}

TEST_CASE("a list is searched entry by entry") {
  CHECK(list_contains("keep-alive, Upgrade", "upgrade"));
  CHECK(list_contains("close", "close"));
  CHECK_FALSE(list_contains("closed, not-close", "close"));
  CHECK_FALSE(list_contains("", "close"));
}

TEST_CASE("a field that would begin another one is refused") {
  CHECK(check_field("x-a", "b\tc caf\xc3\xa9").has_value());
  CHECK(check_field("x-a", "").has_value());
  for (const char* value : {"a\r\nb: c", "a\nb", "a\rb", " a", "a ", "a\x7f"})
    CHECK_FALSE(check_field("x-a", value).has_value());
  CHECK_FALSE(check_field("x-a", std::string_view("a\0b", 3)).has_value());
  for (const char* name : {"", "a b", "a:", "a\r\nb", "\xc3\xa9"})
    CHECK(check_field(name, "v").error().error_class == ErrorClass::TypeError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::http
