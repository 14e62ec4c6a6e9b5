#include <doctest/doctest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/net/http/client.h"
#include "runtime/net/http/request_failure.h"
#include "tests/support/certificates.h"
#include "tests/support/http_client_fixture.h"

namespace bailey::net::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tests::failure_of;
using tests::kMost;
using tests::kOk;
using tests::run_task;
using Fixture = tests::HttpClientFixture;
using enum tests::ScriptedPeer::After;

TEST_SUITE_BEGIN("net/http/client_connections");

TEST_CASE_FIXTURE(Fixture, "connections are used again") {
  for (int round = 0; round < 5; ++round) CHECK(answer(kOk).body == "ok");
  CHECK(peer.connections == 1);
  answer("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  answer(kOk);
  CHECK(peer.connections == 2);
}

TEST_CASE_FIXTURE(Fixture, "a connection whose response was left unread is not used again") {
  peer.answers.push_back({"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc", KeepOpen});
  run_task(loop, client->send(destination(), {.url = peer.url()})).reset();
  answer(kOk);
  CHECK(peer.connections == 2);
}

TEST_CASE_FIXTURE(Fixture, "bytes behind a response spoil its connection") {
  answer(std::string(kOk) + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil");
  CHECK(answer(kOk).body == "ok");
  CHECK(peer.connections == 2);
}

TEST_CASE_FIXTURE(Fixture, "a kept connection that the peer has closed is replaced unseen") {
  answer(kOk);
  peer.close_connections();
  loop.poll();
  CHECK(answer(kOk).body == "ok");
}

TEST_CASE_FIXTURE(Fixture, "a request whose kept connection closes under it is sent once more") {
  answer(kOk);
  peer.answers.push_back({"", Close});  // takes the request and goes
  CHECK(answer(kOk).body == "ok");
  CHECK(peer.requests.size() == 3);

  peer.answers.push_back({"", Close});
  CHECK(is_send_failure(
      failure("", Close, {.method = "POST"}), "connection closed before message completed"));
}

TEST_CASE_FIXTURE(Fixture, "a request that had an answer begun is not sent again") {
  answer(kOk);
  CHECK(is_send_failure(
      failure("HTTP/1.1 200 OK\r\nconte"), "connection closed before message completed"));
  CHECK(peer.requests.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "a kept connection is not for a grant that refuses its address") {
  answer(kOk);
  start({.net = {.allow = tests::whole(), .deny = tests::list({"127.0.0.0/8"})}});
  auto grant = broker->connect("localhost", peer.port(), "fetch()").value();
  Request request{.url = "http://127.0.0.1:" + std::to_string(peer.port()) + "/"};
  Error error = failure_of(loop, fetch_whole(*client, grant, std::move(request), kMost));
  CHECK(error.error_class == ErrorClass::NotCapable);
  CHECK(peer.requests.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "kept connections neither hold the loop nor stay for ever") {
  use({.idle_timeout = 1ms});
  answer(kOk);
  CHECK_FALSE(loop.held());
  asio::steady_timer later(loop.io(), 20ms);
  bool passed = false;
  later.async_wait([&](const auto&) { passed = true; });
  tests::run_until(loop, [&] { return passed; });
  answer(kOk);
  CHECK(peer.connections == 2);
}

TEST_CASE_FIXTURE(Fixture, "broken answers fail in hyper's words") {
  CHECK(is_send_failure(failure(""), "connection closed before message completed"));
  CHECK(is_send_failure(failure("hello world\r\n\r\n"), "invalid HTTP version parsed"));
  CHECK(is_send_failure(
      failure("HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n"), "invalid content-length parsed"));
}

TEST_CASE_FIXTURE(Fixture, "a body cut short is an error") {
  const std::string words = "error reading a body from connection";
  CHECK(failure("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc") == words);
  CHECK(failure("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc") == words);
  CHECK(failure("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc") == words);
}

TEST_CASE_FIXTURE(Fixture, "a chunk header without an end is an error, not a memory leak") {
  CHECK(
      failure("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;" + std::string(200000, 'x'),
          KeepOpen) == "error reading a body from connection");
}

TEST_CASE_FIXTURE(Fixture, "a refused connection names the request and each cause") {
  std::uint16_t closed = TcpListener::listen(loop, tests::host_authority().listen("127.0.0.1", 0))
                             .value()
                             ->local_address()
                             .port;
  Request request{.url = "http://127.0.0.1:" + std::to_string(closed) + "/"};
  try {
    run_task(loop, fetch_whole(*client, tests::host_authority().connect("127.0.0.1", closed),
                       std::move(request), kMost));
    FAIL("did not fail");
  } catch (const RequestFailure& failure) {
    CHECK(failure.error().message ==
          "error sending request for url (http://127.0.0.1:" + std::to_string(closed) +
              "/): client error (Connect): tcp connect error: Connection refused (os error 111)");
    CHECK(failure.causes() == std::vector<std::string>{"client error (Connect)",
                                  "tcp connect error", "Connection refused (os error 111)"});
  }
}

TEST_CASE_FIXTURE(Fixture, "a name that cannot be looked up says so") {
  Error error =
      failure_of(loop, fetch_whole(*client, tests::host_authority().connect("no such name", 80),
                           {.url = "http://a.invalid/"}, kMost));
  CHECK(error.message.starts_with(
      "error sending request for url (http://a.invalid/): "
      "client error (Connect): dns error: failed to lookup address information: "));
}

TEST_CASE_FIXTURE(Fixture, "a peer that never answers is given up after the limit") {
  use({.head_timeout = 20ms});
  Error error = failure_of(loop, fetching({}));
  CHECK(error.message == "error sending request for url (" + peer.url() + "): operation timed out");
}

TEST_CASE_FIXTURE(Fixture, "a cancelled request closes its connection") {
  asio::cancellation_signal cancel;
  std::exception_ptr failed;
  asio::co_spawn(loop.io(), client->send(destination(), {.url = peer.url()}),
      asio::bind_cancellation_slot(cancel.slot(),
          [&](std::exception_ptr caught, std::unique_ptr<Response>) { failed = caught; }));
  tests::run_until(loop, [this] { return peer.connections == 1; });
  asio::post(loop.io(), [&] { cancel.emit(asio::cancellation_type::terminal); });
  tests::run_until(loop, [&] { return failed != nullptr; });
  CHECK(answer(kOk).body == "ok");
  CHECK(peer.connections == 2);
}

TEST_CASE_FIXTURE(Fixture, "a body is read no faster than it is asked for") {
  std::string body(32 << 20, 'x');
  peer.answers.push_back(
      {"HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
          KeepOpen});
  auto response = run_task(loop, client->send(destination(), {.url = peer.url()}));
  loop.poll();
  CHECK(peer.requests.size() == 1);
  std::vector<std::byte> block(100000);
  std::size_t total = 0;
  while (std::size_t count = run_task(loop, response->read_body(block))) total += count;
  CHECK(total == body.size());
}

TEST_CASE_FIXTURE(Fixture, "a response destroyed under a pending read ends it safely") {
  peer.answers.push_back({"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", KeepOpen});
  auto response = run_task(loop, client->send(destination(), {.url = peer.url()}));
  std::array<std::byte, 10> buffer{};
  std::exception_ptr failed;
  asio::co_spawn(loop.io(), response->read_body(buffer),
      [&](std::exception_ptr caught, std::size_t) { failed = caught; });
  loop.poll();
  response.reset();
  tests::run_until(loop, [&] { return failed != nullptr; });
  CHECK(error_of(failed).error_class == ErrorClass::Interrupted);
}

TEST_CASE_FIXTURE(Fixture, "a client may go before its responses") {
  peer.answers.push_back({kOk, KeepOpen});
  auto response = run_task(loop, client->send(destination(), {.url = peer.url()}));
  client.reset();
  std::array<std::byte, 10> buffer{};
  CHECK(run_task(loop, response->read_body(buffer)) == 2);
}

TEST_CASE_FIXTURE(Fixture, "a body larger than the caller's limit is refused") {
  peer.answers.push_back({kOk, KeepOpen});
  CHECK(failure_of(loop, fetch_whole(*client, destination(), {.url = peer.url()}, 1)).message ==
        "response body exceeds 1 bytes");
}

TEST_CASE_FIXTURE(Fixture, "a brotli body is decoded and its fields are kept") {
  const std::string packed(
      "\x1b\x17\x00\xf8\x8d\x94\x6e\xde\x44\x55\x86\xd6\x0a\x20\x6c\x6f\x4a\x11\x79\xe2\x80\xae"
      "\x16",
      23);
  const std::string text =
      "HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 23\r\n\r\n" + packed;
  Reply reply = answer(text);
  CHECK(reply.body == "hello hello hello hello\n");
  CHECK(*find(reply.headers, "content-encoding") == "br");
  CHECK(answer(text, KeepOpen, {.decoding = Request::Decoding::None}).body == packed);
  CHECK(failure("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello") ==
        "Invalid gzip header");
  CHECK(answer("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n", KeepOpen, {.method = "HEAD"})
          .body.empty());
}

struct SecureFixture : Fixture {
  tests::Authority authority;
  tests::ScriptedPeer secure{
      loop, tls::ServerContext::create(authority.issue(), {"http/1.1"}).value()};

  ~SecureFixture() {
    client.reset();
    secure.close_connections();
    loop.poll();
  }
  Task<Reply> fetching_secure(const char* host = "localhost") {
    Request request{
        .url = std::string("https://") + host + ":" + std::to_string(secure.port()) + "/"};
    return fetch_whole(*client, tests::host_authority().connect("127.0.0.1", secure.port()),
        std::move(request), kMost);
  }
  void trust_authority() { use({.tls = {.ca_certificates = {authority.certificate()}}}); }
};

TEST_CASE_FIXTURE(SecureFixture, "https works, and its connections are used again") {
  trust_authority();
  for (int round = 0; round < 3; ++round) {
    secure.answers.push_back({kOk, KeepOpen});
    CHECK(run_task(loop, fetching_secure()).body == "ok");
  }
  CHECK(secure.connections == 1);
}

TEST_CASE_FIXTURE(SecureFixture, "an untrusted certificate fails the request, with the reason") {
  CHECK(failure_of(loop, fetching_secure()).message ==
        "error sending request for url (https://localhost:" + std::to_string(secure.port()) +
            "/): client error (Connect): invalid peer certificate: UnknownIssuer");
}

TEST_CASE_FIXTURE(SecureFixture, "the certificate must be for the URL's host") {
  trust_authority();
  CHECK(failure_of(loop, fetching_secure("other.example"))
          .message.contains("certificate not valid for name \"other.example\""));
}

TEST_CASE_FIXTURE(SecureFixture, "a body that ends with its connection needs close_notify") {
  trust_authority();
  secure.answers.push_back({"HTTP/1.1 200 OK\r\n\r\nall", Close});
  CHECK(run_task(loop, fetching_secure()).body == "all");
  secure.answers.push_back({"HTTP/1.1 200 OK\r\n\r\npart", KeepOpen});
  auto response =
      run_task(loop, client->send(tests::host_authority().connect("127.0.0.1", secure.port()),
                         {.url = "https://localhost:" + std::to_string(secure.port()) + "/"}));
  std::array<std::byte, 10> buffer{};
  CHECK(run_task(loop, response->read_body(buffer)) == 4);
  secure.close_connections();
  CHECK(failure_of(loop, response->read_body(buffer)).message ==
        "error reading a body from connection");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::http
