// Clients that break rules, leave early, or never come to the point.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <random>

#include "runtime/net/http_server/http_server.h"
#include "tests/support/http_server_fixture.h"

namespace bailey::net {
namespace {

using tests::Exchange;
using tests::RawClient;
using tests::run_task;
using Fixture = tests::HttpServerFixture;
using namespace std::chrono_literals;

// The rest of a request's body, through reads of `portion` bytes; the problem after "!".
Task<std::string> body_of(Exchange exchange, std::size_t portion) {
  std::string body;
  std::vector<std::byte> block(portion);
  for (;;) {
    auto count = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
        void(Result<std::size_t>)>(
        [&](auto handler) {
          exchange.connection->read_body(exchange.number, block,
              [handler = std::move(handler)](
                  Result<std::size_t> read) mutable { std::move(handler)(std::move(read)); });
        },
        boost::asio::use_awaitable);
    if (!count) co_return body + "!" + count.error().message;
    if (*count == 0) co_return body;
    body.append(reinterpret_cast<const char*>(block.data()), *count);
  }
}

struct BodyFixture : Fixture {
  std::string body;
  bool read = false;

  // Requests are answered once their body has been read.
  void read_bodies(std::size_t portion) {
    handle = [this, portion](Exchange exchange) {
      boost::asio::co_spawn(loop.io(), body_of(exchange, portion),
          [this, exchange](std::exception_ptr, std::string text) {
            body = std::move(text);
            read = true;
            (void)exchange.respond("read");
          });
    };
  }
};

TEST_SUITE_BEGIN("net/http_server/hostile_client");

constexpr std::string_view kMalformed[] = {
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    "GET\r\n\r\n",
    "GET / \r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
    "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
    "GET / http/1.1\r\nHost: a\r\n\r\n",
    "G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\nHost: a\n\n",
    "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
    "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "GET / HTTP/1.1\r\n: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3 3\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
    "chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: "
    "3\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
    "0\r\n\r\n",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
};

TEST_CASE_FIXTURE(
    Fixture, "what is not clearly one request is refused, and nothing behind it runs") {
  for (std::string_view request : kMalformed) {
    CAPTURE(request);
    RawClient client(*this);
    client.send(request).send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n").read_to_end();
    CHECK(client.received.starts_with("HTTP/1.1 400 "));
    CHECK(client.received.contains("connection: close\r\n"));
    CHECK(client.received.find("HTTP/1.1", 5) == std::string::npos);
    CHECK(requests == 0);
  }
}

TEST_CASE_FIXTURE(Fixture, "a head beyond the limits is refused while it arrives") {
  RawClient endless(*this);
  endless.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(70'000, 'x')).read_to_end();
  CHECK(endless.received.starts_with("HTTP/1.1 431 "));
  RawClient many(*this);
  std::string fields;
  for (int i = 0; i < 129; ++i) fields += "x: y\r\n";
  many.send("GET / HTTP/1.1\r\n" + fields + "\r\n").read_to_end();
  CHECK(many.received.starts_with("HTTP/1.1 431 "));
  CHECK(requests == 0);
}

TEST_CASE_FIXTURE(BodyFixture, "bodies come whole however they are cut") {
  const std::string sized = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world";
  const std::string chunked =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nt: v\r\n\r\n";
  for (const std::string& request : {sized, chunked}) {
    for (std::size_t piece : {1, 50, 1000}) {
      read_bodies(4);
      read = false;
      RawClient client(*this);
      for (std::size_t at = 0; at < request.size(); at += piece)
        client.send(request.substr(at, piece));
      client.read_until("read");
      CHECK(body == "hello world");
      // The connection goes on.
      client.received.clear();
      handle = [](const Exchange& exchange) { (void)exchange.respond("next"); };
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read_until("next");
    }
  }
}

TEST_CASE_FIXTURE(BodyFixture, "a large upload is taken in no faster than it is read") {
  keep_requests();
  RawClient client(*this);
  const std::string upload(30 << 20, 'u');
  auto request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(upload.size()) +
                 "\r\n\r\n" + upload;
  auto sender = run_task(loop,
      connect(loop, tests::host_authority().connect("127.0.0.1", server->local_address().port)));
  bool sent = false;
  boost::asio::co_spawn(loop.io(), sender->write_all(std::as_bytes(std::span(request))),
      [&](std::exception_ptr) { sent = true; });
  until([&] { return requests == 1; });
  for (int turn = 0; turn < 100; ++turn) loop.poll();
  CHECK_FALSE(sent);
  std::string text = run_task(loop, body_of(kept[0], 100'000));
  CHECK(text == upload);
  CHECK(kept[0].respond("ok").has_value());
}

TEST_CASE_FIXTURE(BodyFixture, "permission to send a body is given when somebody reads it") {
  keep_requests();
  RawClient client(*this);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  until([&] { return requests == 1; });
  loop.poll();
  std::string text;
  boost::asio::co_spawn(loop.io(), body_of(kept[0], 10),
      [&](std::exception_ptr, std::string all) { text = std::move(all); });
  client.read_until("HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  until([&] { return !text.empty(); });
  CHECK(text == "ok");
}

TEST_CASE_FIXTURE(BodyFixture, "broken chunks fail the body and end the connection") {
  for (std::string_view chunks : {"zz\r\n", "5\nhello\r\n", "5\r\nhelloXX", "-1\r\n",
           "fffffffffffffffff\r\n", "5 \r\nhello\r\n", "0\r\nx: y\n\r\n"}) {
    CAPTURE(chunks);
    read_bodies(100);
    read = false;
    RawClient client(*this);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        .send(chunks)
        .send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    until([&] { return read; });
    CHECK(body.contains("!"));
    client.read_to_end();
    CHECK_FALSE(client.received.contains("smuggled"));
    CHECK(requests == 1);
    requests = 0;
  }
}

TEST_CASE_FIXTURE(Fixture, "a body that nobody read is not taken for the next request") {
  RawClient client(*this);
  client
      .send(
          "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 37\r\n\r\n"
          "GET /smuggled HTTP/1.1\r\nHost: evil\r\n\r\n"
          "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      .read_to_end();
  CHECK(client.received.contains("POST /1"));
  CHECK_FALSE(client.received.contains("smuggled"));
}

TEST_CASE_FIXTURE(
    Fixture, "a body that comes late and that nobody read leaves the connection open") {
  RawClient client(*this);
  client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n").read_until("POST /1");
  client.send(std::string(3000, 'b'));
  client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n").read_until("GET /2");
  CHECK(client.received.contains("GET /2"));
}

TEST_CASE_FIXTURE(
    Fixture, "a large or withheld body that nobody read costs its connection, as is said") {
  for (const char* fields :
      {"Content-Length: 3000000\r\n", "Content-Length: 3\r\nExpect: 100-continue\r\n"}) {
    RawClient client(*this);
    client.send("POST /1 HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n").read_to_end();
    CHECK(client.received.contains("connection: close\r\n"));
    CHECK(client.received.ends_with("POST /1"));
    CHECK_FALSE(client.reset);
  }
}

TEST_CASE_FIXTURE(Fixture, "an endless chunked body that nobody read is not taken in for ever") {
  RawClient client(*this);
  client.send("POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.read_until("POST /1");
  const std::string chunk = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
  for (int i = 0; i < 7; ++i) client.send(chunk);
  until([&] {
    loop.poll();
    return true;
  });
  CHECK_FALSE(client.ended);
  for (int i = 0; i < 3; ++i) client.send(chunk);
  client.read_to_end();
}

TEST_CASE_FIXTURE(Fixture, "a read that is pending when the answer is given ends with it") {
  keep_requests();
  RawClient client(*this);
  client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
  until([&] { return requests == 1; });
  std::string text;
  boost::asio::co_spawn(loop.io(), body_of(kept[0], 10),
      [&](std::exception_ptr, std::string all) { text = std::move(all); });
  loop.poll();
  CHECK(kept[0].respond("early").has_value());
  until([&] { return !text.empty(); });
  CHECK(text.starts_with("!"));
  client.send("12345POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nsecret");
  until([&] { return requests == 2; });
  CHECK(run_task(loop, body_of(kept[1], 10)) == "secret");
}

TEST_CASE_FIXTURE(Fixture, "a client that ends its half gets its answer, and is reported once") {
  keep_requests();
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").end();
  until([&] { return !abandoned.empty(); });
  CHECK(kept[0].respond("still").has_value());
  client.read_to_end();
  CHECK(client.received.ends_with("still"));
  client.close();
  server->abort();
  CHECK(abandoned.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a client that leaves is noticed once, and its answer is refused") {
  keep_requests();
  auto client = std::make_unique<RawClient>(*this);
  client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  client.reset();
  until([&] { return !abandoned.empty(); });
  (void)kept[0].respond(std::string(1 << 20, 'x'));  // may still fit into the kernel's buffer
  for (int turn = 0; turn < 20; ++turn) loop.poll();
  CHECK(kept[0].respond("again").error().error_class == ErrorClass::BadResource);
  CHECK(abandoned == std::vector<std::uint32_t>{kept[0].number});
}

TEST_CASE_FIXTURE(BodyFixture, "a client that leaves in the middle of its body fails the read") {
  read_bodies(100);
  RawClient client(*this);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
  until([&] { return requests == 1; });
  client.close();
  until([&] { return read; });
  CHECK(body.starts_with("abc!"));
}

TEST_CASE_FIXTURE(Fixture, "a client that leaves in the middle of a stream ends it") {
  keep_requests();
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  auto& exchange = kept[0];
  REQUIRE(exchange.connection->start_response(exchange.number, 200, {}, std::nullopt).has_value());
  bool completed = false;
  bool sent = true;
  exchange.connection->on_completed(exchange.number, [&](Result<> outcome) {
    completed = true;
    sent = outcome.has_value();
  });
  client.close();
  const std::string piece(1 << 18, 'x');
  Error error;
  for (int attempt = 0; attempt < 1000 && error.message.empty(); ++attempt) {
    auto written =
        exchange.connection->write_body(exchange.number, std::as_bytes(std::span(piece)));
    if (!written) error = written.error();
    loop.poll();
  }
  CHECK_FALSE(error.message.empty());
  until([&] { return completed; });
  CHECK_FALSE(sent);
}

TEST_CASE_FIXTURE(Fixture, "a request kept beyond its connection and its server does no harm") {
  keep_requests();
  {
    RawClient client(*this);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
    until([&] { return requests == 1; });
  }
  until([&] { return !abandoned.empty(); });
  Exchange exchange = kept[0];
  server->abort();
  server.reset();
  loop.poll();
  CHECK_FALSE(exchange.respond("late").has_value());
  std::array<std::byte, 10> block;
  bool called = false;
  exchange.connection->read_body(exchange.number, block, [&](Result<std::size_t> outcome) {
    called = true;
    CHECK_FALSE(outcome.has_value());
  });
  CHECK(called);
  exchange.connection->attachment.reset();
  keep_requests();
  server =
      HttpServer::listen(loop, tests::host_authority().listen("127.0.0.1", 0), {}, *this).value();
  server->unref();
}

struct HastyFixture : Fixture {
  HastyFixture() : Fixture({.timeouts = {.head = 0s, .idle = 0s}}) {}
};

TEST_CASE_FIXTURE(HastyFixture, "a client that never comes to the point is dropped") {
  RawClient silent(*this);
  RawClient slow(*this);
  slow.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
  silent.read_to_end();
  slow.read_to_end();
  CHECK(requests == 0);
}

// Descriptors beyond those open now, for as long as it lives.
struct FewDescriptors {
  explicit FewDescriptors(rlim_t spare) {
    ::getrlimit(RLIMIT_NOFILE, &before);
    int next = ::dup(0);
    ::close(next);
    rlimit few{static_cast<rlim_t>(next) + spare, before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before); }
  rlimit before{};
};

TEST_CASE_FIXTURE(Fixture, "a server out of descriptors accepts again when there are some") {
  std::unique_ptr<TcpStream> stream;
  {
    FewDescriptors few(1);  // for the client's end, none for the server's
    boost::asio::co_spawn(loop.io(),
        connect(loop, tests::host_authority().connect("127.0.0.1", server->local_address().port)),
        [&](std::exception_ptr, std::unique_ptr<TcpStream> made) { stream = std::move(made); });
    until([&] { return stream != nullptr; });
    for (int turn = 0; turn < 20; ++turn) loop.poll();
  }
  std::string_view request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  run_task(loop, stream->write_all(std::as_bytes(std::span(request))));
  until([&] { return requests == 1; });
}

TEST_CASE_FIXTURE(BodyFixture, "random damage to requests neither hangs nor crashes the server") {
  const std::string_view seeds[] = {"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      "GET /a HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n"};
  constexpr char kBytes[] = "\r\n\0 :;,09afx\x7f\xff";
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    read_bodies(1 + random() % 20);
    std::string text(seeds[random() % std::size(seeds)]);
    for (unsigned damage = random() % 4; damage > 0; --damage)
      text[random() % text.size()] = kBytes[random() % (sizeof kBytes - 1)];
    RawClient client(*this);
    client.send(text.substr(0, 1 + random() % text.size()));
    for (unsigned turn = random() % 4; turn > 0; --turn) loop.poll();
    if (random() % 2 == 0) client.end();
  }
  handle = [](const Exchange& exchange) { (void)exchange.respond("alive"); };
  RawClient last(*this);
  last.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read_until("alive");
  CHECK(last.received.contains("alive"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
