#include "runtime/net/http/response_parser.h"

#include <doctest/doctest.h>

namespace bailey::net::http {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

constexpr ParserLimits kLimits{.head_bytes = 64 * 1024, .header_count = 128};

struct Fixture {
  ResponseParser parser{kLimits, RequestKind::Usual};

  // What is wrong with `text`, or "".
  std::string problem(std::string_view text) {
    auto read = parser.put_head(bytes_of(text));
    return read ? "" : read.error().message;
  }

  // The body of a chunked response whose head has been read, given in pieces and taken in
  // portions; the problem after "!" when there is one.
  std::string unchunk(std::string_view wire, std::size_t piece, std::size_t portion) {
    REQUIRE(problem("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").empty());
    std::string body;
    std::string waiting;
    std::string room(portion, '\0');
    while (!parser.chunks_done()) {
      auto progress = parser.put_chunks(bytes_of(waiting), std::as_writable_bytes(std::span(room)));
      if (!progress) return body + "!" + progress.error().message;
      waiting.erase(0, progress->read);
      body.append(room, 0, progress->written);
      if (progress->read > 0 || progress->written > 0) continue;
      if (wire.empty()) return body + "!cut short";
      waiting.append(wire.substr(0, piece));
      wire.remove_prefix(std::min(piece, wire.size()));
    }
    return body;
  }
};

TEST_SUITE_BEGIN("net/http/response_parser");

TEST_CASE_FIXTURE(Fixture, "a head arrives byte by byte") {
  std::string_view text = "HTTP/1.1 200 Fine\r\nX-A: 1\r\nx-b:  two \r\ncontent-length: 3\r\n\r\n";
  std::string waiting;
  for (char c : text) {
    REQUIRE_FALSE(parser.head_done());
    waiting += c;
    waiting.erase(0, parser.put_head(bytes_of(waiting)).value());
  }
  REQUIRE(parser.head_done());
  CHECK(parser.head().status == 200);
  CHECK(parser.head().reason == "Fine");
  CHECK(*find(parser.head().headers, "x-b") == "two");
  CHECK(parser.head().headers[0].name == "x-a");
  CHECK(parser.framing() == ResponseParser::Framing::Length);
  CHECK(parser.length() == 3);
  CHECK(parser.reusable());
}

TEST_CASE("what delimits a body follows from status and fields") {
  auto framing = [](std::string_view text, RequestKind kind = RequestKind::Usual) {
    ResponseParser parser(kLimits, kind);
    REQUIRE(parser.put_head(bytes_of(text)).has_value());
    return parser.framing();
  };
  using enum ResponseParser::Framing;
  CHECK(framing("HTTP/1.1 200 OK\r\n\r\n") == UntilEnd);
  CHECK(framing("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n") == None);
  CHECK(framing("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n") == Chunked);
  CHECK(framing("HTTP/1.1 304 Same\r\ncontent-length: 9\r\n\r\n") == None);
  CHECK(framing("HTTP/1.1 204 None\r\n\r\n") == None);
  CHECK(framing("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", RequestKind::Head) == None);
}

TEST_CASE("bad heads are refused in hyper's words") {
  auto problem = [](std::string_view text) { return Fixture().problem(text); };
  CHECK(problem("hello world this is not http\r\n\r\n") == "invalid HTTP version parsed");
  CHECK(problem("HTTP/2.0 200 OK\r\n\r\n") == "invalid HTTP version parsed");
  CHECK(problem("HTTP/1.1 abc OK\r\n\r\n") == "invalid HTTP status-code parsed");
  CHECK(problem("HTTP/1.1 099 OK\r\n\r\n") == "invalid HTTP status-code parsed");
  CHECK(
      problem("HTTP/1.1 200 OK\r\ncontent-length: abc\r\n\r\n") == "invalid content-length parsed");
  CHECK(problem("HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\n") ==
        "invalid content-length parsed");
  CHECK(problem("HTTP/1.1 200 OK\r\n: abc\r\n\r\n") == "invalid HTTP header parsed");
  CHECK(problem("HTTP/1.1 200 OK\r\na b: abc\r\n\r\n") == "invalid HTTP header parsed");
  CHECK(problem("HTTP/1.1 200 OK\r\nab : abc\r\n\r\n") == "invalid HTTP header parsed");
  CHECK_FALSE(
      problem("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n"
              "transfer-encoding: chunked\r\n\r\n")
          .empty());
}

TEST_CASE("a folded field is refused") {
  for (const char* text : {"HTTP/1.1 200 OK\r\nx: a\r\n b\r\n\r\n",
           "HTTP/1.1 200 OK\r\nx:\r\n b\r\n\r\n", "HTTP/1.1 200 OK\r\nx: a\r\n\tb\r\n\r\n"})
    CHECK(Fixture().problem(text) == "invalid HTTP header parsed");
}

TEST_CASE("a head is bounded in bytes and in fields") {
  std::string long_field = "HTTP/1.1 200 OK\r\nx: " + std::string(70000, 'a');
  CHECK(Fixture().problem(long_field) == "message head is too large");
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 129; ++i) many += "x: a\r\n";
  CHECK(Fixture().problem(many + "\r\n") == "message head is too large");
}

TEST_CASE("chunks come out whole however they are cut") {
  std::string_view wire = "5\r\nhello\r\n1;ext=1\r\n,\r\nA\r\n0123456789\r\n0\r\nt: v\r\n\r\n";
  for (std::size_t piece : {1, 2, 3, 7, 100})
    for (std::size_t portion : {1, 4, 100})
      CHECK(Fixture().unchunk(wire, piece, portion) == "hello,0123456789");
}

TEST_CASE("broken chunks are refused") {
  CHECK(Fixture().unchunk("zz\r\n", 100, 100) == "!invalid chunk size line");
  CHECK(Fixture().unchunk("10000000000000000\r\n", 100, 100) == "!invalid chunk size line");
  CHECK(Fixture().unchunk("3\r\nabcd\r\n", 100, 100) == "!invalid chunk size line");
  CHECK(Fixture().unchunk("3\r\nab", 100, 100) == "ab!cut short");
  CHECK_FALSE(Fixture().unchunk("3\nabc\r\n", 100, 100).starts_with("abc"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::http
