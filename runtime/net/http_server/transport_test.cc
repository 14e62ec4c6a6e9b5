// The server over what is not plain TCP.
#include <doctest/doctest.h>

#include <filesystem>

#include "runtime/net/http/client.h"
#include "runtime/net/http_server/http_server.h"
#include "runtime/net/tls/stream.h"
#include "runtime/net/unix_socket.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/certificates.h"
#include "tests/support/http_server_fixture.h"
#include "tests/support/temp_dir.h"

namespace bailey::net {
namespace {

using tests::Exchange;
using tests::failure_of;
using tests::run_task;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

// What comes until the server ends the connection.
Task<std::string> read_all(ByteStream* stream) {
  std::string text;
  std::array<std::byte, 16 * 1024> block;
  while (std::size_t count = co_await stream->read_some(block))
    text.append(reinterpret_cast<const char*>(block.data()), count);
  co_return text;
}

struct SecureServer {
  tests::Authority authority;
  HttpServerOptions options{
      .tls = tls::ServerContext::create(authority.issue(), {"http/1.1"}).value()};
};

struct SecureFixture : SecureServer, tests::HttpServerFixture {
  SecureFixture() : HttpServerFixture(options) {}

  tls::TrustStore trust{std::nullopt, {}};
  http::Client client{loop, trust, {.tls = {.ca_certificates = {authority.certificate()}}}};

  http::Reply fetch(http::Request request) {
    std::uint16_t port = server->local_address().port;
    request.url = "https://localhost:" + std::to_string(port) + "/path";
    return run_task(
        loop, http::fetch_whole(client, tests::host_authority().connect("127.0.0.1", port),
                  std::move(request), 100 << 20));
  }
  std::unique_ptr<TcpStream> dial() {
    return run_task(loop,
        connect(loop, tests::host_authority().connect("127.0.0.1", server->local_address().port)));
  }
  std::unique_ptr<tls::Stream> dial_securely() {
    auto context =
        tls::ClientContext::create(trust, {.ca_certificates = {authority.certificate()}}).value();
    return tls::Stream::client(loop, dial(), context, "localhost");
  }
};

TEST_SUITE_BEGIN("net/http_server/transport");

TEST_CASE_FIXTURE(SecureFixture, "https requests are answered, and their connections kept") {
  for (int round = 0; round < 3; ++round) CHECK(fetch({}).body == "GET /path");
  CHECK(requests == 3);
  client.close_idle();
}

TEST_CASE_FIXTURE(SecureFixture, "bodies of any size go both ways over TLS") {
  const std::string large(5 << 20, 'x');
  handle = [&](const Exchange& exchange) { CHECK(exchange.respond(large).has_value()); };
  CHECK(fetch({}).body == large);
  CHECK(fetch({.method = "POST", .body = std::string(100'000, 'u')}).body == large);
  client.close_idle();
}

TEST_CASE_FIXTURE(SecureFixture, "an https connection ends with close_notify") {
  auto stream = dial_securely();
  run_task(loop, stream->write_all(bytes_of("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 "
                                            "HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
  std::string text = run_task(loop, read_all(stream.get()));
  CHECK(text.contains("GET /1"));
  CHECK(text.ends_with("GET /2"));
}

TEST_CASE_FIXTURE(SecureFixture, "a stream that is given up over TLS is seen to be cut short") {
  keep_requests();
  auto stream = dial_securely();
  run_task(loop, stream->write_all(bytes_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
  until([&] { return requests == 1; });
  auto& [connection, number, head, method, target] = kept[0];
  REQUIRE(connection->start_response(number, 200, {}, std::nullopt).has_value());
  REQUIRE(connection->write_body(number, bytes_of("part")).has_value());
  connection->abort_response(number);
  CHECK(failure_of(loop, read_all(stream.get())).error_class == ErrorClass::UnexpectedEof);
}

TEST_CASE_FIXTURE(SecureFixture, "a client that leaves is noticed over TLS too") {
  keep_requests();
  auto stream = dial_securely();
  run_task(loop, stream->write_all(bytes_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
  until([&] { return requests == 1; });
  stream.reset();
  until([&] { return abandoned.size() == 1; });
}

TEST_CASE_FIXTURE(SecureFixture, "a client that does not speak TLS is turned away") {
  auto stream = dial();
  run_task(loop, stream->write_all(bytes_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
  std::string text;
  try {
    text = run_task(loop, read_all(stream.get()));
  } catch (const Failure& failure) {
    CHECK(failure.error().error_class == ErrorClass::ConnectionReset);
  }
  CHECK_FALSE(text.contains("HTTP/1.1"));
  CHECK(requests == 0);
}

TEST_CASE_FIXTURE(SecureFixture, "damaged records neither crash the server nor reach a handler") {
  for (int at = 0; at < 20; ++at) {
    auto stream = dial();
    std::string record("\x16\x03\x01\x00\x80\x01\x00\x00\x7c\x03\x03", 11);
    record.resize(133, 'r');
    record[static_cast<std::size_t>(at)] =
        static_cast<char>(record[static_cast<std::size_t>(at)] ^ 0x55);
    run_task(loop, stream->write_all(bytes_of(record)));
    run_task(loop, stream->close_write());
    loop.poll();
  }
  CHECK(requests == 0);
  CHECK(fetch({}).status == 200);
  client.close_idle();
}

struct UnixFixture : tests::BrokerFixture, HttpHandler {
  EventLoop loop;
  tests::TempDir folder;
  int requests = 0;

  UnixFixture() { start_with(permissions::Policy::everything()); }

  permissions::UnixGrant leave() {
    return broker->unix_socket(folder / "s", "Deno.serve()").value();
  }
  void on_request(std::shared_ptr<ServerConnection> connection, std::uint32_t number,
      const RequestHead&) override {
    ++requests;
    CHECK(connection->respond(number, 200, {}, bytes_of("over a file")).has_value());
  }
  void on_abandoned(ServerConnection&, std::uint32_t) override {}
};

TEST_CASE_FIXTURE(UnixFixture, "a Unix socket serves, and its file goes with the server") {
  auto server = HttpServer::listen(loop, leave(), {}, *this).value();
  server->unref();
  auto stream = run_task(loop, connect(loop, leave()));
  run_task(
      loop, stream->write_all(bytes_of("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
  CHECK(run_task(loop, read_all(stream.get())).ends_with("over a file"));
  CHECK(requests == 1);
  server->abort();
  CHECK_FALSE(std::filesystem::exists(folder / "s"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
