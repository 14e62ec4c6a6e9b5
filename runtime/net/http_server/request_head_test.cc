#include "runtime/net/http_server/request_head.h"

#include <doctest/doctest.h>

#include <string>

namespace bailey::net {
namespace {

HeadState parse(std::string_view text, RequestHead& head) { return parse_head(text, {}, head); }

HeadState state_of(std::string_view text) {
  RequestHead head;
  return parse(text, head);
}

std::string_view cut(const RequestHead& head, TextRange range) {
  return head.text.substr(range.start, range.end - range.start);
}

TEST_SUITE_BEGIN("net/http_server/request_head");

TEST_CASE("a head is found and taken apart in place") {
  RequestHead head;
  std::string_view text = "POST /a?b HTTP/1.1\r\nHost: x:80\r\nContent-Length: 3\r\n\r\nabcGET";
  REQUIRE(parse(text, head) == HeadState::Complete);
  CHECK(cut(head, head.method) == "POST");
  CHECK(cut(head, head.target) == "/a?b");
  CHECK(cut(head, head.host) == "x:80");
  CHECK(head.text.size() == text.size() - 6);
  CHECK(head.body == BodyKind::Sized);
  CHECK(head.content_length == 3);
  CHECK(head.keep_alive);
}

TEST_CASE("how a connection goes on follows version and Connection field") {
  RequestHead head;
  REQUIRE(parse("GET / HTTP/1.0\r\n\r\n", head) == HeadState::Complete);
  CHECK_FALSE(head.keep_alive);
  REQUIRE(
      parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", head) == HeadState::Complete);
  CHECK_FALSE(head.keep_alive);
}

TEST_CASE("an unfinished head asks for more") {
  CHECK(state_of("GET / HT") == HeadState::Incomplete);
  CHECK(state_of("GET / HTTP/1.1\r\nHost: a\r\n") == HeadState::Incomplete);
}

TEST_CASE("heads that smuggle are refused") {
  for (std::string_view fields : {"Content-Length: 3\r\nContent-Length: 4\r\n",
           "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
           "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: identity\r\n",
           "Content-Length: +3\r\n", "Content-Length: 3,3\r\n", "Host : b\r\n", "X: a\r\n b\r\n",
           "X: a\nY: b\r\n", "X: a\rb\r\n", "Host: b\r\n",
           "Content-Length: 99999999999999999999\r\n"}) {
    CAPTURE(fields);
    CHECK(state_of("POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n") ==
          HeadState::Bad);
  }
}

TEST_CASE("a head beyond the limits is too large") {
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 200; ++i) many += "x: y\r\n";
  CHECK(state_of(many + "\r\n") == HeadState::TooLarge);
  CHECK(state_of("GET /" + std::string(70000, 'a')) == HeadState::TooLarge);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
