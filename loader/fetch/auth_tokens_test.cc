#include "loader/fetch/auth_tokens.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/fetch/auth_tokens");

TEST_CASE("a token is for its host and the hosts below it") {
  AuthTokens tokens("abc@Example.com;user:pass:word@example.org:8080");
  CHECK(tokens.header_for("https://example.com/x") == "Bearer abc");
  CHECK(tokens.header_for("https://raw.example.com/x") == "Bearer abc");
  CHECK(tokens.header_for("https://notexample.com/x") == "");
  CHECK(tokens.header_for("https://example.com.evil.org/x") == "");
  CHECK(tokens.header_for("https://evil.org/@example.com") == "");
  CHECK(tokens.header_for("https://example.com@evil.org/") == "");
  CHECK(tokens.header_for("http://example.org:8080/") == "Basic dXNlcjpwYXNzOndvcmQ=");
}

TEST_CASE("a token without a port is for the scheme's own") {
  AuthTokens tokens("abc@127.0.0.1;d@localhost:443");
  CHECK(tokens.header_for("http://127.0.0.1/") == "Bearer abc");
  CHECK(tokens.header_for("http://127.0.0.1:8391/") == "");
  CHECK(tokens.header_for("http://localhost:443/") == "Bearer d");
}

TEST_CASE("what is no token is dropped") {
  AuthTokens tokens("bad;;@host;token@;a\r\nX: y@host;ok@host");
  CHECK(tokens.dropped() == 4);
  CHECK(tokens.header_for("https://host/") == "Bearer ok");
  CHECK(AuthTokens("").header_for("https://host/") == "");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
