#include "runtime/net/tls/stream.h"

#include <doctest/doctest.h>

#include <array>

#include <boost/asio/detached.hpp>

#include "runtime/net/tcp.h"
#include "tests/support/certificates.h"
#include "tests/support/host_authority.h"
#include "tests/support/run_task.h"

namespace bailey::net::tls {
namespace {

namespace asio = boost::asio;
using tests::failure_of;
using tests::run_task;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

struct Setup {
  tests::Leaf leaf = {};
  ClientOptions client = {};
  std::vector<std::string> server_alpn = {};
  std::string host = "localhost";
  bool trusted = true;
};

struct Fixture {
  EventLoop loop;
  tests::Authority authority;
  TrustStore nobody{std::nullopt, {}};
  std::unique_ptr<TcpStream> client_carrier;
  std::unique_ptr<TcpStream> server_carrier;
  std::unique_ptr<Stream> client;
  std::unique_ptr<Stream> server;

  Fixture() {
    auto listener =
        TcpListener::listen(loop, tests::host_authority().listen("127.0.0.1", 0)).value();
    asio::co_spawn(
        loop.io(), listener->accept(), [this](std::exception_ptr, std::unique_ptr<TcpStream> peer) {
          server_carrier = std::move(peer);
        });
    client_carrier = run_task(loop, connect(loop, tests::host_authority().connect("127.0.0.1",
                                                      listener->local_address().port)));
    tests::run_until(loop, [this] { return server_carrier != nullptr; });
  }

  void open(Setup setup = {}) {
    if (setup.trusted) setup.client.ca_certificates.push_back(authority.certificate());
    auto client_context = ClientContext::create(nobody, std::move(setup.client)).value();
    auto server_context =
        ServerContext::create(authority.issue(setup.leaf), setup.server_alpn).value();
    client = Stream::client(loop, std::move(client_carrier), client_context, setup.host);
    server = Stream::server(loop, std::move(server_carrier), server_context);
  }

  // What the client's handshake ends with; the server's end is kept in server_failure.
  std::exception_ptr server_failure;
  std::string shake_hands() {
    bool served = false;
    asio::co_spawn(loop.io(), server->handshake(), [&](std::exception_ptr caught) {
      server_failure = caught;
      served = true;
    });
    std::string message;
    try {
      run_task(loop, client->handshake());
    } catch (const Failure& failure) {
      message = failure.error().message;
    }
    tests::run_until(loop, [&] { return served; });
    return message;
  }
  std::string handshake_with(Setup setup) {
    open(std::move(setup));
    return shake_hands();
  }

  std::string read(Stream& stream) {
    std::array<std::byte, 100> buffer{};
    std::size_t count = run_task(loop, stream.read_some(buffer));
    return {reinterpret_cast<const char*>(buffer.data()), count};
  }
};

TEST_SUITE_BEGIN("net/tls/stream");

TEST_CASE_FIXTURE(Fixture, "plaintext goes both ways, the handshake by itself") {
  open();
  asio::co_spawn(loop.io(), client->write_all(bytes_of("ping")), asio::detached);
  CHECK(read(*server) == "ping");
  run_task(loop, server->write_all(bytes_of("pong")));
  CHECK(read(*client) == "pong");
}

TEST_CASE_FIXTURE(Fixture, "one half can end while the other goes on") {
  open();
  REQUIRE(shake_hands().empty());
  run_task(loop, client->close_write());
  CHECK(read(*server).empty());
  run_task(loop, server->write_all(bytes_of("late")));
  CHECK(read(*client) == "late");
  run_task(loop, server->close_write());
  CHECK(read(*client).empty());
}

TEST_CASE_FIXTURE(Fixture, "a megabyte each way at once arrives whole") {
  open();
  REQUIRE(shake_hands().empty());
  std::string block(1 << 20, 'x');
  int written = 0;
  auto count = [&](std::exception_ptr failure) { written += failure ? 0 : 1; };
  asio::co_spawn(loop.io(), client->write_all(bytes_of(block)), count);
  asio::co_spawn(loop.io(), server->write_all(bytes_of(block)), count);
  std::size_t arrived[2] = {};
  auto receive = [](Stream* stream, std::size_t* total, std::size_t wanted) -> Task<> {
    std::array<std::byte, 5000> buffer;
    while (*total < wanted) *total += co_await stream->read_some(buffer);
  };
  asio::co_spawn(loop.io(), receive(client.get(), &arrived[0], block.size()), asio::detached);
  run_task(loop, receive(server.get(), &arrived[1], block.size()));
  tests::run_until(loop, [&] { return written == 2 && arrived[0] == block.size(); });
}

TEST_CASE_FIXTURE(Fixture, "a stream that is closed says so before it goes") {
  open();
  REQUIRE(shake_hands().empty());
  server->close_gently();
  std::array<std::byte, 10> buffer{};
  CHECK(run_task(loop, client->read_some(buffer)) == 0);
}

TEST_CASE_FIXTURE(Fixture, "a connection cut without close_notify is not a clean end") {
  open();
  REQUIRE(shake_hands().empty());
  server->close();
  std::array<std::byte, 10> buffer{};
  Error error = failure_of(loop, client->read_some(buffer));
  CHECK(error.error_class == ErrorClass::UnexpectedEof);
  CHECK(error.message.starts_with("peer closed connection without sending TLS close_notify"));
}

TEST_CASE_FIXTURE(Fixture, "a certificate of an unknown authority is refused") {
  CHECK(handshake_with({.trusted = false}) == "invalid peer certificate: UnknownIssuer");
  CHECK(error_of(server_failure).message == "received fatal alert: UnknownCA");
  CHECK(error_of(server_failure).error_class == ErrorClass::InvalidData);
}

TEST_CASE_FIXTURE(Fixture, "a certificate for another name is refused") {
  CHECK(handshake_with({.leaf = {.names = "DNS:other.example"}}) ==
        "invalid peer certificate: certificate not valid for name \"localhost\"; certificate is "
        "only valid for DnsName(\"other.example\")");
}

TEST_CASE_FIXTURE(Fixture, "the common name does not stand in for a missing name") {
  CHECK(handshake_with({.leaf = {.names = ""}, .host = "test leaf"}) ==
        "invalid peer certificate: certificate not valid for name \"test leaf\"; certificate is "
        "not valid for any names (according to its subjectAltName extension)");
}

TEST_CASE_FIXTURE(Fixture, "an address is verified as an address") {
  CHECK(handshake_with({.host = "127.0.0.1"}).empty());
}

TEST_CASE_FIXTURE(Fixture, "an address that the certificate does not name is refused") {
  CHECK(handshake_with({.leaf = {.names = "DNS:127.0.0.1"}, .host = "127.0.0.1"})
          .starts_with("invalid peer certificate: certificate not valid for name"));
}

TEST_CASE_FIXTURE(Fixture, "an expired certificate is refused") {
  CHECK(handshake_with({.leaf = {.valid_from = -200, .valid_to = -100}})
          .starts_with("invalid peer certificate: certificate expired: verification time "));
}

TEST_CASE_FIXTURE(Fixture, "a certificate of the future is refused") {
  CHECK(handshake_with({.leaf = {.valid_from = 100, .valid_to = 200}})
          .starts_with("invalid peer certificate: certificate not valid yet: "));
}

TEST_CASE_FIXTURE(Fixture, "errors are ignored for the listed hosts alone") {
  IgnoredErrors ignored{IgnoredErrors::Scope::Listed, {"localhost"}};
  CHECK(ignored.covers("localhost"));
  CHECK_FALSE(ignored.covers("127.0.0.1"));
  CHECK_FALSE(IgnoredErrors{}.covers("localhost"));
  CHECK(handshake_with({.client = {.ignored_errors = ignored}, .trusted = false}).empty());
}

TEST_CASE_FIXTURE(Fixture, "without hostname verification the chain is still verified") {
  ClientOptions lenient{.hostname = ClientOptions::Hostname::Ignore};
  CHECK(handshake_with({.client = lenient, .host = "other.example", .trusted = false}) ==
        "invalid peer certificate: UnknownIssuer");
}

TEST_CASE_FIXTURE(Fixture, "without hostname verification any name will do") {
  ClientOptions lenient{.hostname = ClientOptions::Hostname::Ignore};
  CHECK(handshake_with({.client = lenient, .host = "other.example"}).empty());
}

TEST_CASE_FIXTURE(Fixture, "the server's favourite among the common protocols is taken") {
  CHECK(handshake_with({.client = {.alpn_protocols = {"a", "b"}}, .server_alpn = {"b", "a"}})
          .empty());
  CHECK(client->alpn_protocol() == "b");
  CHECK(server->alpn_protocol() == "b");
}

TEST_CASE_FIXTURE(Fixture, "peers without a common protocol part") {
  CHECK(handshake_with({.client = {.alpn_protocols = {"a"}}, .server_alpn = {"b"}}) ==
        "received fatal alert: NoApplicationProtocol");
  CHECK(error_of(server_failure).message == "peer doesn't support any known protocol");
}

TEST_CASE_FIXTURE(Fixture, "a peer that does not speak TLS is told apart") {
  auto context = ClientContext::create(nobody, {}).value();
  auto stream = Stream::client(loop, std::move(client_carrier), context, "localhost");
  asio::co_spawn(
      loop.io(), server_carrier->write_all(bytes_of("HTTP/1.1 200 OK\r\n\r\n")), asio::detached);
  CHECK(failure_of(loop, stream->handshake()).message ==
        "received corrupt message of type InvalidContentType");
}

TEST_CASE_FIXTURE(Fixture, "a peer that leaves during the handshake gives an unexpected end") {
  auto context = ClientContext::create(nobody, {}).value();
  auto stream = Stream::client(loop, std::move(client_carrier), context, "localhost");
  server_carrier->close();
  Error error = failure_of(loop, stream->handshake());
  CHECK((error.error_class == ErrorClass::UnexpectedEof ||
         error.error_class == ErrorClass::ConnectionReset));
}

TEST_CASE_FIXTURE(Fixture, "a stream destroyed under a pending read ends it safely") {
  open();
  REQUIRE(shake_hands().empty());
  std::array<std::byte, 10> buffer{};
  std::exception_ptr failure;
  asio::co_spawn(loop.io(), client->read_some(buffer),
      [&](std::exception_ptr caught, std::size_t) { failure = caught; });
  loop.poll();
  client.reset();
  tests::run_until(loop, [&] { return failure != nullptr; });
  CHECK(error_of(failure).error_class == ErrorClass::Interrupted);
}

TEST_CASE("an identity must be a certificate and the key that belongs to it") {
  tests::Authority authority;
  Identity one = authority.issue();
  Identity other = authority.issue();
  auto refusal = [](Identity identity) { return ServerContext::create(identity).error().message; };
  CHECK(refusal({"x", one.private_key}) == "No certificates found in certificate data");
  CHECK(refusal({one.certificates, "y"}) == "No keys found in key data");
  CHECK(
      refusal({one.certificates, other.private_key}) == "keys may not be consistent: KeyMismatch");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::tls
