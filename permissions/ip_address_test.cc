#include "permissions/ip_address.h"

#include <doctest/doctest.h>

#include <string>

namespace bailey::permissions {
namespace {

// The canonical text of what a resolver would make of `text`, or "" for a name.
std::string lenient(std::string_view text) {
  auto address = IpAddress::parse_lenient(text);
  return address ? address->to_string() : "";
}

std::string strict(std::string_view text) {
  auto address = IpAddress::parse_strict(text);
  return address ? address->to_string() : "";
}

TEST_SUITE_BEGIN("permissions/ip_address");

TEST_CASE("every form that inet_aton takes is the address it stands for") {
  for (const char* text : {"127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1",
           "127.0.1", "017700000001", "127.0.0.1.", "0x7F.0X0.0.1"}) {
    CAPTURE(text);
    CHECK(lenient(text) == "127.0.0.1");
  }
  CHECK(lenient("0") == "0.0.0.0");
  CHECK(lenient("0x") == "0.0.0.0");
  CHECK(lenient("4294967295") == "255.255.255.255");
}

TEST_CASE("what inet_aton refuses is a name") {
  for (const char* text : {"", ".", "4294967296", "256.0.0.1", "1.2.3.4.5", "1.2.3.", "1..2", "08",
           "0xg", "a.b", "127.0.0.1..", "-1", "+1", " 1", "1.2.3.256", "1.16777216"}) {
    CAPTURE(text);
    // "1.2.3." is 1.2.0.3 with a trailing dot.
    CHECK(lenient(text) == (std::string_view(text) == "1.2.3." ? "1.2.0.3" : ""));
  }
}

TEST_CASE("strict parsing takes dotted quads and plain IPv6 only") {
  CHECK(strict("10.0.0.1") == "10.0.0.1");
  CHECK(strict("::1") == "::1");
  for (const char* text : {"127.1", "0177.0.0.1", "2130706433", "1.2.3", "1.2.3.4.5", "1.2.3.4.",
           "[::1]", "fe80::1%eth0", "", "256.1.1.1", "1.2.3.04"}) {
    CAPTURE(text);
    CHECK(strict(text) == "");
  }
}

TEST_CASE("IPv6 text is read in all its shapes and written in one") {
  CHECK(strict("2001:DB8:0:0:0:0:0:1") == "2001:db8::1");
  CHECK(strict("1:0:0:2:0:0:0:3") == "1:0:0:2::3");
  CHECK(strict("0:0:1:1:1:1:1:1") == "::1:1:1:1:1:1");
  CHECK(strict("1:1:1:1:1:1:0:0") == "1:1:1:1:1:1::");
  CHECK(strict("::") == "::");
  CHECK(strict("64:ff9b::1.2.3.4") == "64:ff9b::102:304");
  CHECK(lenient("[fe80::1%eth0]") == "fe80::1");
  for (const char* text : {":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
           "12345::", "1:2:3:4:5:6:7::8:9", "::1.2.3", "1.2.3.4::", "g::", "1:", ":1",
           "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:7:8::"}) {
    CAPTURE(text);
    CHECK(strict(text) == "");
  }
}

TEST_CASE("an IPv4 address and its mapped form are one value") {
  CHECK(strict("::ffff:127.0.0.1") == "127.0.0.1");
  CHECK(strict("::ffff:7f00:1") == "127.0.0.1");
  CHECK(IpAddress::parse_strict("::ffff:7f00:1") == IpAddress::parse_lenient("2130706433"));
  CHECK(strict("::127.0.0.1") == "::7f00:1");
}

TEST_CASE("a mask keeps the first bits of the address's own family") {
  CHECK(IpAddress::parse_strict("10.1.2.3")->masked(8).to_string() == "10.0.0.0");
  CHECK(IpAddress::parse_strict("10.1.2.3")->masked(32).to_string() == "10.1.2.3");
  CHECK(IpAddress::parse_strict("10.255.2.3")->masked(12).to_string() == "10.240.0.0");
  CHECK(IpAddress::parse_strict("10.1.2.3")->masked(0).to_string() == "0.0.0.0");
  CHECK(IpAddress::parse_strict("2001:db8:ffff::1")->masked(33).to_string() == "2001:db8:8000::");
  CHECK(IpAddress::parse_strict("2001:db8::1")->masked(0).to_string() == "::");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
