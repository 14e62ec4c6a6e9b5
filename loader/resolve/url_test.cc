#include "loader/resolve/url.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/resolve/url");

TEST_CASE("a path becomes a URL that parsing leaves alone, and back") {
  std::string path = "/";
  for (char c = 1; c < 0x7F; ++c)
    if (c != '/') path += c;
  path += "é.js";
  CHECK(file_url(path) ==
        "file:///%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B"
        "%1C%1D%1E%1F%20!%22%23$%25&'()*+,-.0123456789:;%3C=%3E%3F@ABCDEFGHIJKLMNOPQRSTUVWXYZ[%5C]"
        "%5E_%60abcdefghijklmnopqrstuvwxyz%7B|%7D~%C3%A9.js");
  CHECK(file_path(file_url(path)).value() == path);
  CHECK(parse_url(file_url(path)).value() == file_url(path));
}

TEST_CASE("a path that looks like a drive keeps its URL") {
  for (std::string path : {"/h|", "/h|/x", "/h|x", "/h/a|b", "/h:", "/h|/|"}) {
    CAPTURE(path);
    CHECK(parse_url(file_url(path)).value() == file_url(path));
    CHECK(file_path(file_url(path)).value() == path);
  }
  CHECK(file_url("/h|") == "file:///h%7C");
  CHECK(file_url("/dir/h|") == "file:///dir/h|");
}

TEST_CASE("query and fragment are no part of a file's path") {
  CHECK(file_path("file:///a/b.js?x=1#y").value() == "/a/b.js");
  CHECK(file_path("file:///a%2Fb%zz.js").value() == "/a/b%zz.js");
}

TEST_CASE("a file: URL with a host names no file") {
  CHECK(file_path("file://x/").error().message ==
        "Could not convert URL to file path.\n  URL: file://x/");
}

TEST_CASE("a NUL byte names no file") { CHECK_FALSE(file_path("file:///a%00.js").has_value()); }

TEST_CASE("hosts come with their port") {
  CHECK(host_and_port("https://deno.land/x").host == "deno.land");
  CHECK(host_and_port("https://deno.land/x").port == 443);
  CHECK(host_and_port("http://[::1]:8080/").host == "[::1]");
  CHECK(host_and_port("http://[::1]:8080/").port == 8080);
}

TEST_CASE("an origin is scheme, host and port") {
  CHECK(same_origin("https://a.com/x", "https://a.com:443/y?z"));
  CHECK_FALSE(same_origin("https://a.com/", "http://a.com/"));
  CHECK_FALSE(same_origin("https://a.com/", "https://a.com:8443/"));
  CHECK_FALSE(same_origin("https://a.com/", "https://b.a.com/"));
}

TEST_CASE("a scheme is letters, digits, plus, minus and dot before a colon") {
  CHECK(scheme_of("a+b-c.1:x") == "a+b-c.1");
  CHECK(scheme_of("./a:b") == "");
  CHECK(scheme_of("1a:b") == "");
  CHECK(scheme_of("abc") == "");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
