#include "runtime/net/http/client.h"

#include <doctest/doctest.h>

#include "tests/support/http_client_fixture.h"

namespace bailey::net::http {
namespace {

using tests::failure_of;
using tests::kOk;
using tests::run_task;
using tests::upload_of;
using Fixture = tests::HttpClientFixture;
using enum tests::ScriptedPeer::After;

TEST_SUITE_BEGIN("net/http/client");

TEST_CASE_FIXTURE(Fixture, "a request is written as Deno writes it") {
  use({.default_headers = {{"accept", "*/*"}, {"user-agent", "Deno/0"}}});
  Reply reply = answer(kOk, KeepOpen,
      {.url = peer.url("/p?q#f"), .headers = {{"x-foo", "a"}, {"User-Agent", "me"}}});
  CHECK(reply.status == 200);
  CHECK(reply.reason == "OK");
  CHECK(reply.body == "ok");
  CHECK(peer.requests[0] ==
        "GET /p?q HTTP/1.1\r\nx-foo: a\r\nUser-Agent: me\r\naccept: */*\r\n"
        "host: 127.0.0.1:" +
            std::to_string(peer.port()) + "\r\n\r\n");
}

TEST_CASE_FIXTURE(Fixture, "fields that delimit the body are the client's own") {
  answer(kOk, KeepOpen,
      {.method = "POST",
          .headers = {
              {"Content-Length", "99"}, {"transfer-encoding", "chunked"}, {"host", "evil"}}});
  CHECK_FALSE(peer.requests[0].contains("ength: 99"));
  CHECK_FALSE(peer.requests[0].contains("chunked"));
  CHECK_FALSE(peer.requests[0].contains("evil"));
  CHECK(peer.requests[0].contains("content-length: 0\r\n"));
}

TEST_CASE_FIXTURE(Fixture, "a request that would break its lines is refused before it is sent") {
  CHECK(failure_of(loop, fetching({.method = "GET / HTTP/1.1\r\n"})).error_class ==
        ErrorClass::TypeError);
  CHECK(failure_of(loop, fetching({.headers = {{"x", "a\r\nb: c"}}})).error_class ==
        ErrorClass::TypeError);
  CHECK(failure_of(loop, fetching({.url = "ftp://127.0.0.1/"})).message ==
        "Url scheme 'ftp' not supported");
  CHECK(peer.connections == 0);
}

TEST_CASE_FIXTURE(Fixture, "a host field of the caller's own is sent when that is allowed") {
  answer(kOk, KeepOpen,
      {.headers = {{"host", "other.example"}}, .host_field = Request::HostField::MayBeGiven});
  CHECK(peer.requests[0].contains("host: other.example\r\n"));
  CHECK_FALSE(peer.requests[0].contains("127.0.0.1"));
}

TEST_CASE_FIXTURE(Fixture, "a whole body travels with the head") {
  peer.answers.push_back({kOk, KeepOpen, 5});
  CHECK(fetch({.method = "POST", .body = std::string("hello")}).body == "ok");
  CHECK(peer.requests[0].ends_with("content-length: 5\r\n\r\nhello"));
}

TEST_CASE_FIXTURE(Fixture, "a large body is sent whole") {
  std::string body(3 << 20, 'b');
  peer.answers.push_back({kOk, KeepOpen, body.size()});
  fetch({.method = "PUT", .body = body});
  CHECK(peer.requests[0].ends_with("\r\n\r\n" + body));
}

TEST_CASE_FIXTURE(Fixture, "a streamed body is chunked when its length is not known") {
  const std::string wire = "3\r\nabc\r\nb\r\ndefghijklmn\r\n0\r\n\r\n";
  peer.answers.push_back({kOk, KeepOpen, wire.size()});
  fetch(upload_of({"abc", "defghijklmn"}));
  CHECK(peer.requests[0].contains("transfer-encoding: chunked\r\n"));
  CHECK(peer.requests[0].ends_with("\r\n\r\n" + wire));
}

TEST_CASE_FIXTURE(Fixture, "a streamed body of known length is sent as it is") {
  peer.answers.push_back({kOk, KeepOpen, 6});
  fetch(upload_of({"abc", "def"}, 6));
  CHECK(peer.requests[0].ends_with("content-length: 6\r\n\r\nabcdef"));
}

TEST_CASE_FIXTURE(Fixture, "a streamed body that is not as long as it said fails the request") {
  for (std::uint64_t length : {5, 7}) {
    peer.answers.push_back({kOk, KeepOpen, 100});
    CHECK(failure_of(loop, fetching(upload_of({"abc", "def"}, length))).message ==
          "request body size does not match its length");
  }
}

TEST_CASE_FIXTURE(Fixture, "what a body's source throws is what the caller gets") {
  peer.answers.push_back({kOk, KeepOpen, 1});
  Error error = failure_of(loop,
      fetching({.method = "POST", .body = StreamedBody{std::make_unique<tests::BrokenSource>()}}));
  CHECK(error.message == "mine");
  CHECK(error.error_class == ErrorClass::RangeError);
}

TEST_CASE_FIXTURE(Fixture, "an answer that comes before the body has been sent is heard") {
  // The peer neither reads the body nor goes away.
  std::string body(8 << 20, 'b');
  Reply reply = answer("HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\n\r\nbig", KeepOpen,
      {.method = "POST", .body = body});
  CHECK(reply.status == 413);
  CHECK(reply.body == "big");
  peer.answers.push_back({kOk, KeepOpen});
  CHECK(fetch().body == "ok");
  CHECK(peer.connections == 2);  // the first could not be used again
}

TEST_CASE_FIXTURE(Fixture, "bodies come however they are delimited") {
  CHECK(answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n").body ==
        "abc");
  CHECK(answer("HTTP/1.1 200 OK\r\n\r\nto the end", Close).body == "to the end");
  CHECK(answer("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok", Close).body == "ok");
  CHECK(answer("HTTP/1.1 204 None\r\n\r\n").body.empty());
}

TEST_CASE_FIXTURE(Fixture, "provisional responses are skipped") {
  CHECK(answer(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: x\r\n\r\n" + std::string(kOk))
            .body == "ok");
}

TEST_CASE_FIXTURE(Fixture, "the response to HEAD has no body") {
  Reply reply =
      answer("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n", KeepOpen, {.method = "HEAD"});
  CHECK(reply.body.empty());
  CHECK(*find(reply.headers, "content-length") == "99");
}

TEST_CASE_FIXTURE(Fixture, "an upgraded connection is handed over with what followed the head") {
  peer.answers.push_back(
      {"HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nearly", KeepOpen});
  auto response = run_task(loop, client->send(destination(), {.url = peer.url()}));
  CHECK(response->status() == 101);
  auto upgraded = response->upgrade();
  REQUIRE(upgraded.stream != nullptr);
  std::string early(reinterpret_cast<const char*>(upgraded.early.data()), upgraded.early.size());
  std::array<std::byte, 10> rest{};
  while (early.size() < 5) {
    std::size_t count = run_task(loop, upgraded.stream->read_some(rest));
    early.append(reinterpret_cast<const char*>(rest.data()), count);
  }
  CHECK(early == "early");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::http
