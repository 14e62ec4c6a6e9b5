#include "cli/args/values.h"

#include <doctest/doctest.h>

#include <cstdint>

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/values");

TEST_CASE("numbers are decimal, unsigned and within their type") {
  CHECK_EQ(parse_number<std::uint16_t>("0"), 0);
  CHECK_EQ(parse_number<std::uint16_t>("65535"), 65535);
  CHECK_EQ(parse_number<std::uint16_t>("+80"), 80);
  for (const char* text : {"", "+", "++1", "-1", " 1", "1 ", "65536", "0x10", "1.0", "1e3"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number<std::uint16_t>(text));
  }
  CHECK_EQ(parse_number<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  CHECK_FALSE(parse_number<std::uint64_t>("18446744073709551616"));
}

TEST_CASE("a list keeps its empty parts") {
  using Parts = std::vector<std::string_view>;
  CHECK_EQ(split_at_commas("a,b"), Parts{"a", "b"});
  CHECK_EQ(split_at_commas(""), Parts{""});
  CHECK_EQ(split_at_commas(",a,,"), Parts{"", "a", "", ""});
}

TEST_CASE("a location is normalised and loses its credentials") {
  CHECK_EQ(parse_location("HTTP://EXAMPLE.com"), "http://example.com/");
  CHECK_EQ(parse_location("https://user:secret@a.b:8080/x/../y?q#h"), "https://a.b:8080/y?q#h");
}

TEST_CASE("a location is an http or https URL") {
  CHECK_EQ(parse_location("nonsense").error().message, "Failed to parse URL");
  CHECK_EQ(parse_location("").error().message, "Failed to parse URL");
  CHECK_EQ(parse_location("file:///x").error().message, "Expected protocol \"http\" or \"https\"");
}

TEST_CASE("an inspector address may leave out host or port") {
  auto check = [](const char* text, const char* host, int port) {
    CAPTURE(text);
    auto options = parse_inspect_address(text);
    REQUIRE(options.has_value());
    CHECK_EQ(options->host, host);
    CHECK_EQ(options->port, port);
  };
  check("9230", "127.0.0.1", 9230);
  check(":9230", "127.0.0.1", 9230);
  check(":", "127.0.0.1", 9229);
  check("localhost", "localhost", 9229);
  check("localhost:0", "localhost", 0);
  check("0.0.0.0:1", "0.0.0.0", 1);
  check("::1", "::1", 9229);
  check("[::1]:5", "::1", 5);
  check("[::1]", "::1", 9229);
}

TEST_CASE("an inspector address with a bad port or brackets is refused") {
  CHECK_EQ(parse_inspect_address("").error().message, "Inspector address cannot be empty");
  CHECK_EQ(parse_inspect_address("x:99999").error().message, "Invalid inspector port '99999'");
  CHECK_EQ(parse_inspect_address("99999").error().message, "Invalid inspector port '99999'");
  CHECK_EQ(parse_inspect_address("[::1").error().message, "Invalid inspector address '[::1'");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
