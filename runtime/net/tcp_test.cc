#include "runtime/net/tcp.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include <boost/asio/detached.hpp>

#include "tests/support/host_authority.h"
#include "tests/support/run_task.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;
using tests::failure_of;
using tests::run_task;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

struct Pair {
  EventLoop loop;
  std::unique_ptr<TcpListener> listener =
      TcpListener::listen(loop, tests::host_authority().listen("127.0.0.1", 0)).value();
  std::unique_ptr<TcpStream> client;
  std::unique_ptr<TcpStream> server;

  Pair() {
    asio::co_spawn(loop.io(), listener->accept(),
        [this](std::exception_ptr, std::unique_ptr<TcpStream> peer) { server = std::move(peer); });
    client = run_task(loop, connect(loop, tests::host_authority().connect(
                                              "127.0.0.1", listener->local_address().port)));
    tests::run_until(loop, [this] { return server != nullptr; });
  }

  // What one read gives.
  std::string read(TcpStream& stream) {
    std::array<std::byte, 100> buffer{};
    std::size_t count = run_task(loop, stream.read_some(buffer));
    return {reinterpret_cast<const char*>(buffer.data()), count};
  }
  void write(TcpStream& stream, std::string_view text) {
    run_task(loop, stream.write_all(bytes_of(text)));
  }
};

TEST_SUITE_BEGIN("net/tcp");

TEST_CASE_FIXTURE(Pair, "bytes go both ways and the end of one half leaves the other open") {
  write(*client, "ping");
  CHECK(read(*server) == "ping");
  run_task(loop, client->close_write());
  CHECK(read(*server).empty());
  write(*server, "pong");
  CHECK(read(*client) == "pong");
}

TEST_CASE_FIXTURE(Pair, "each end knows the other's address") {
  CHECK(client->remote_address().to_string() == listener->local_address().to_string());
  CHECK(server->remote_address().to_string() == client->local_address().to_string());
}

TEST_CASE_FIXTURE(Pair, "a megabyte arrives whole through small reads") {
  std::string sent(1 << 20, 'x');
  bool written = false;
  asio::co_spawn(loop.io(), client->write_all(bytes_of(sent)),
      [&](std::exception_ptr failure) { written = !failure; });
  std::size_t received = 0;
  std::array<std::byte, 4096> buffer{};
  while (received < sent.size()) received += run_task(loop, server->read_some(buffer));
  CHECK(received == sent.size());
  tests::run_until(loop, [&] { return written; });
}

TEST_CASE_FIXTURE(Pair, "closing a stream ends its pending read") {
  std::array<std::byte, 10> buffer{};
  std::exception_ptr failure;
  asio::co_spawn(loop.io(), server->read_some(buffer),
      [&](std::exception_ptr caught, std::size_t) { failure = caught; });
  loop.run_one();
  server->close();
  tests::run_until(loop, [&] { return failure != nullptr; });
  CHECK(error_of(failure).error_class == ErrorClass::Interrupted);
  CHECK(error_of(failure).message == "operation canceled");
  CHECK(failure_of(loop, server->read_some(buffer)).error_class == ErrorClass::BadResource);
  CHECK(server->set_no_delay(NoDelay::On).error().error_class == ErrorClass::BadResource);
}

TEST_CASE_FIXTURE(Pair, "a stream destroyed under a pending read ends it safely") {
  std::array<std::byte, 10> buffer{};
  std::exception_ptr failure;
  asio::co_spawn(loop.io(), server->read_some(buffer),
      [&](std::exception_ptr caught, std::size_t) { failure = caught; });
  loop.run_one();
  server.reset();
  tests::run_until(loop, [&] { return failure != nullptr; });
  CHECK(error_of(failure).error_class == ErrorClass::Interrupted);
}

TEST_CASE_FIXTURE(Pair, "writing to a peer that is gone fails as a broken pipe or a reset") {
  server.reset();
  std::string block(1 << 16, 'x');
  Error error{ErrorClass::Error, "did not fail"};
  for (int attempt = 0; attempt < 100 && error.code.empty(); ++attempt)
    error = failure_of(loop, client->write_all(bytes_of(block)));
  CHECK((error.error_class == ErrorClass::BrokenPipe ||
         error.error_class == ErrorClass::ConnectionReset));
}

TEST_CASE_FIXTURE(Pair, "only a pending operation of a referenced stream holds the loop") {
  CHECK_FALSE(loop.held());
  std::array<std::byte, 10> buffer{};
  asio::co_spawn(loop.io(), server->read_some(buffer), asio::detached);
  loop.run_one();
  CHECK(loop.held());
  server->unref();
  CHECK_FALSE(loop.held());
  server->ref();
  CHECK(loop.held());
  write(*client, "x");
  tests::run_until(loop, [&] { return !loop.held(); });
}

TEST_CASE_FIXTURE(Pair, "options can be set on an open stream") {
  CHECK(client->set_no_delay(NoDelay::On).has_value());
  CHECK(client->set_keep_alive(KeepAlive::On).has_value());
}

TEST_CASE_FIXTURE(Pair, "closing a listener ends its pending accept") {
  std::exception_ptr failure;
  asio::co_spawn(loop.io(), listener->accept(),
      [&](std::exception_ptr caught, std::unique_ptr<TcpStream>) { failure = caught; });
  loop.run_one();
  listener->close();
  tests::run_until(loop, [&] { return failure != nullptr; });
  CHECK(error_of(failure).error_class == ErrorClass::BadResource);
  CHECK(error_of(failure).message == "Listener has been closed");
  CHECK(failure_of(loop, listener->accept()).message == "Listener has been closed");
}

TEST_CASE_FIXTURE(Pair, "a port in use cannot be listened on") {
  auto second = TcpListener::listen(
      loop, tests::host_authority().listen("127.0.0.1", listener->local_address().port));
  CHECK(second.error().message == "Address already in use (os error 98)");
  CHECK(second.error().error_class == ErrorClass::AddrInUse);
}

TEST_CASE("two listeners share a port when both ask to") {
  EventLoop loop;
  ListenOptions shared{.reuse_port = ReusePort::Yes};
  auto first =
      TcpListener::listen(loop, tests::host_authority().listen("127.0.0.1", 0), shared).value();
  auto second = TcpListener::listen(
      loop, tests::host_authority().listen("127.0.0.1", first->local_address().port), shared);
  CHECK(second.has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
