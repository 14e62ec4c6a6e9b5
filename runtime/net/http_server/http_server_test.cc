#include "runtime/net/http_server/http_server.h"

#include <doctest/doctest.h>

#include <regex>

#include "tests/support/http_server_fixture.h"

namespace bailey::net {
namespace {

using tests::Exchange;
using tests::RawClient;
using Fixture = tests::HttpServerFixture;

std::string without_date(const std::string& text) {
  static const std::regex kDate("date: [^\r]*\r\n");
  return std::regex_replace(text, kDate, "");
}

TEST_SUITE_BEGIN("net/http_server");

TEST_CASE_FIXTURE(Fixture, "a response is head, date, length and body") {
  handle = [](const Exchange& exchange) {
    CHECK(exchange.respond("hello", 200, {{"content-type", "text/plain"}}).has_value());
  };
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read_until("hello");
  CHECK(std::regex_search(client.received,
      std::regex("date: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT\r\n")));
  CHECK(without_date(client.received) ==
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello");
}

TEST_CASE_FIXTURE(Fixture, "a connection carries requests one after the other") {
  RawClient client(*this);
  for (const char* target : {"/1", "/2", "/3"})
    client.send("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n")
        .read_until("GET " + std::string(target));
  CHECK(requests == 3);
  CHECK_FALSE(client.ended);
}

TEST_CASE_FIXTURE(Fixture, "a head arrives byte by byte") {
  RawClient client(*this);
  for (char c : std::string_view("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"))
    client.send(std::string_view(&c, 1));
  client.read_until("GET /slow");
  CHECK(requests == 1);
}

TEST_CASE_FIXTURE(Fixture, "requests sent ahead are answered in their order") {
  RawClient client(*this);
  std::string ahead;
  for (int i = 0; i < 100; ++i)
    ahead += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(ahead).read_until("GET /99");
  std::size_t at = 0;
  for (int i = 0; i < 100; ++i) {
    at = client.received.find("\r\n\r\nGET /" + std::to_string(i), at);
    REQUIRE(at != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Fixture, "a late answer does not let later requests overtake") {
  keep_requests();
  RawClient client(*this);
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  loop.poll();
  CHECK(requests == 1);
  CHECK(kept[0].respond("one").has_value());
  until([&] { return requests == 2; });
  CHECK(kept[1].respond("two").has_value());
  client.read_until("two");
  CHECK(client.received.find("one") < client.received.find("two"));
}

TEST_CASE_FIXTURE(Fixture, "how a connection goes on is said and done") {
  for (const char* request :
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"}) {
    RawClient client(*this);
    client.send(request).read_to_end();
    CHECK(client.received.contains("connection: close\r\n"));
    CHECK(client.received.ends_with("GET /"));
    CHECK_FALSE(client.reset);
  }
}

TEST_CASE_FIXTURE(Fixture, "a client of HTTP/1.0 that asks to go on is told that it may") {
  RawClient client(*this);
  client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").read_until("GET /1");
  CHECK(client.received.contains("connection: keep-alive\r\n"));
  client.send("GET /2 HTTP/1.0\r\n\r\n").read_to_end();
  CHECK(client.received.ends_with("GET /2"));
}

TEST_CASE_FIXTURE(Fixture, "one line break before a request is overlooked") {
  RawClient client(*this);
  client.send("\r\nGET /1 HTTP/1.1\r\nHost: a\r\n\r\n").read_until("GET /1");
  client.send("\r").send("\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n").read_until("GET /2");
  client.send("\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n").read_to_end();
  CHECK(requests == 2);
}

TEST_CASE_FIXTURE(Fixture, "responses without a body have none") {
  RawClient head(*this);
  head.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").read_to_end();
  CHECK(head.received.contains("content-length: 6\r\n"));
  CHECK(head.received.ends_with("\r\n\r\n"));
  for (std::uint16_t status : {204, 304}) {
    handle = [&](const Exchange& exchange) { (void)exchange.respond("body", status); };
    RawClient client(*this);
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").read_to_end();
    CHECK_FALSE(client.received.contains("content-length"));
    CHECK(client.received.ends_with("\r\n\r\n"));
  }
}

TEST_CASE_FIXTURE(Fixture, "a second answer, or one to an exchange that is over, is an error") {
  keep_requests();
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  CHECK(kept[0].respond("one").has_value());
  CHECK(kept[0].respond("two").error().error_class == ErrorClass::BadResource);
  client.read_until("one");
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 2; });
  CHECK(kept[0].respond("late").error().error_class == ErrorClass::BadResource);
  CHECK(kept[1].respond("three").has_value());
  client.read_until("three");
  CHECK_FALSE(client.received.contains("late"));
}

TEST_CASE_FIXTURE(
    Fixture, "a field that would begin another one is refused, and the rest can go on") {
  handle = [](const Exchange& exchange) {
    for (FieldView bad : std::vector<FieldView>{{"x", "a\r\nset-cookie: b"}, {"x", "a\nb"},
             {"x: y\r\nz", "a"}, {"", "a"}, {"x y", "a"}, {"x", std::string_view("a\0b", 3)}})
      CHECK(exchange.respond("", 200, {bad}).error().error_class == ErrorClass::TypeError);
    CHECK(exchange.respond("clean").has_value());
  };
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read_until("clean");
  CHECK_FALSE(client.received.contains("set-cookie"));
}

TEST_CASE_FIXTURE(Fixture, "fields that frame the message are the server's own") {
  handle = [](const Exchange& exchange) {
    CHECK(exchange
            .respond("four", 200,
                {{"Content-Length", "99"}, {"Transfer-Encoding", "chunked"},
                    {"Connection", "close"}})
            .has_value());
  };
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read_until("four");
  CHECK(without_date(client.received) == "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfour");
}

TEST_CASE_FIXTURE(Fixture, "a large response reaches a slow reader whole") {
  const std::string body(20 << 20, 'x');
  bool completed = false;
  handle = [&](const Exchange& exchange) {
    CHECK(exchange.respond(body).has_value());
    exchange.connection->on_completed(
        exchange.number, [&](Result<> sent) { completed = sent.has_value(); });
  };
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  loop.poll();
  CHECK_FALSE(completed);
  client.read([&](const std::string& all) { return all.size() > body.size(); });
  until([&] { return completed; });
  client.read([&](const std::string& all) { return all.ends_with(body); });
}

TEST_CASE_FIXTURE(Fixture, "a streamed response is chunked, or as long as it says") {
  handle = [](const Exchange& exchange) {
    auto& connection = *exchange.connection;
    std::optional<std::uint64_t> length;
    if (exchange.target == "/sized") length = 6;
    CHECK(connection.start_response(exchange.number, 200, {}, length).has_value());
    for (std::string_view piece : {"abc", "", "def"})
      CHECK(connection.write_body(exchange.number, std::as_bytes(std::span(piece))).has_value());
    CHECK(connection.finish_response(exchange.number).has_value());
  };
  RawClient client(*this);
  client.send("GET /chunked HTTP/1.1\r\nHost: a\r\n\r\n").read_until("0\r\n\r\n");
  CHECK(without_date(client.received) ==
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
  client.received.clear();
  client.send("GET /sized HTTP/1.1\r\nHost: a\r\n\r\n").read_until("def");
  CHECK(without_date(client.received) == "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabcdef");
}

TEST_CASE_FIXTURE(Fixture, "a client of HTTP/1.0 gets a stream without chunks") {
  handle = [](const Exchange& exchange) {
    auto& connection = *exchange.connection;
    CHECK(connection.start_response(exchange.number, 200, {}, std::nullopt).has_value());
    std::string_view piece = "abc";
    CHECK(connection.write_body(exchange.number, std::as_bytes(std::span(piece))).has_value());
    CHECK(connection.finish_response(exchange.number).has_value());
  };
  RawClient client(*this);
  client.send("GET / HTTP/1.0\r\n\r\n").read_to_end();
  CHECK(without_date(client.received) == "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nabc");
}

TEST_CASE_FIXTURE(Fixture, "a streamed response that is not as long as it said is an error") {
  keep_requests();
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  auto& connection = *kept[0].connection;
  std::string_view piece = "abc";
  CHECK(connection.start_response(kept[0].number, 200, {}, 4).has_value());
  auto bytes = std::as_bytes(std::span(piece));
  CHECK(connection.write_body(kept[0].number, bytes).has_value());
  CHECK(connection.write_body(kept[0].number, bytes).error().error_class == ErrorClass::TypeError);
  CHECK(connection.finish_response(kept[0].number).error().error_class == ErrorClass::TypeError);
  client.read_to_end();
  CHECK(client.received.ends_with("abc"));
}

TEST_CASE_FIXTURE(Fixture, "the maker of a stream is told when its reader falls behind") {
  keep_requests();
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  auto& connection = *kept[0].connection;
  REQUIRE(connection.start_response(kept[0].number, 200, {}, std::nullopt).has_value());
  const std::string piece(1 << 20, 'x');
  int pieces = 0;
  bool keeps_up = true;
  while (keeps_up && pieces < 100) {
    keeps_up = connection.write_body(kept[0].number, std::as_bytes(std::span(piece))).value();
    ++pieces;
  }
  CHECK(pieces < 100);
  bool drained = false;
  connection.on_drained([&](Result<> outcome) { drained = outcome.has_value(); });
  client.read([&](const std::string& all) { return all.size() >= pieces * piece.size(); });
  until([&] { return drained; });
  CHECK(connection.finish_response(kept[0].number).has_value());
  client.read_until("0\r\n\r\n");
}

TEST_CASE_FIXTURE(Fixture, "shutdown closes idle connections and lets the others finish") {
  RawClient idle(*this);
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read_until("GET /");
  keep_requests();
  RawClient busy(*this);
  busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 2; });

  bool done = false;
  server->shutdown([&] { done = true; });
  idle.read_to_end();
  CHECK_FALSE(done);
  CHECK(kept[0].respond("last").has_value());
  busy.read_to_end();
  CHECK(busy.received.contains("connection: close\r\n"));
  CHECK(busy.received.ends_with("last"));
  busy.close();
  until([&] { return done; });
}

TEST_CASE_FIXTURE(Fixture, "abort ends everything at once and says so") {
  keep_requests();
  RawClient client(*this);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  until([&] { return requests == 1; });
  bool failed = false;
  kept[0].connection->on_completed(
      kept[0].number, [&](Result<> outcome) { failed = !outcome.has_value(); });
  server->abort();
  CHECK(failed);
  CHECK(abandoned == std::vector<std::uint32_t>{kept[0].number});
  CHECK(kept[0].respond("late").error().error_class == ErrorClass::BadResource);
  client.read_to_end();
  CHECK(client.received.empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
