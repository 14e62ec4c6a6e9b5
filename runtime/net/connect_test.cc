#include <doctest/doctest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "runtime/net/connect_race.h"
#include "runtime/net/tcp.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/host_authority.h"
#include "tests/support/run_task.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using permissions::IpAddress;
using tests::failure_of;
using tests::run_task;

Endpoint at(const char* address, std::uint16_t port = 0) {
  return {.address = *IpAddress::parse_strict(address), .port = port};
}

std::vector<std::string> shown(const std::vector<Endpoint>& endpoints) {
  std::vector<std::string> texts;
  for (const Endpoint& endpoint : endpoints) texts.push_back(endpoint.to_string());
  return texts;
}

struct Fixture : tests::BrokerFixture {
  EventLoop loop;

  permissions::ConnectGrant to(std::string host, std::uint16_t port) const {
    return tests::host_authority().connect(std::move(host), port);
  }
  std::vector<std::string> addresses_of(std::string host, std::uint16_t port = 80) {
    return shown(run_task(loop, resolve(loop, to(std::move(host), port))));
  }
  std::unique_ptr<TcpListener> listener(std::string host = "127.0.0.1") const {
    auto opened = TcpListener::listen(
        const_cast<EventLoop&>(loop), tests::host_authority().listen(std::move(host), 0));
    return std::move(opened).value();
  }
  // A loopback port that nothing listens on.
  std::uint16_t closed_port() const { return listener()->local_address().port; }
};

using Texts = std::vector<std::string>;

TEST_SUITE_BEGIN("net/connect");

TEST_CASE_FIXTURE(Fixture, "literal addresses resolve to themselves in every form") {
  CHECK(addresses_of("127.0.0.1") == Texts{"127.0.0.1:80"});
  CHECK(addresses_of("::1") == Texts{"[::1]:80"});
  CHECK(addresses_of("0x7f.1") == Texts{"127.0.0.1:80"});
  CHECK(addresses_of("2130706433") == Texts{"127.0.0.1:80"});
  CHECK(addresses_of("::ffff:127.0.0.1") == Texts{"127.0.0.1:80"});
}

TEST_CASE_FIXTURE(Fixture, "a name is looked up on the pool") {
  auto addresses = addresses_of("localhost");
  CHECK_FALSE(addresses.empty());
  for (const std::string& address : addresses)
    CHECK((address == "127.0.0.1:80" || address == "[::1]:80"));
}

TEST_CASE_FIXTURE(Fixture, "a name that does not exist gives the resolver's words") {
  Error error = failure_of(loop, resolve(loop, to("no such name", 80)));
  CHECK(error.message.starts_with("failed to lookup address information: "));
  CHECK(error.error_class == ErrorClass::Error);
}

TEST_CASE_FIXTURE(Fixture, "a host name holding a NUL is refused") {
  Error error = failure_of(loop, resolve(loop, to(std::string("localhost\0.example.com", 22), 80)));
  CHECK(error.error_class == ErrorClass::TypeError);
}

TEST_CASE_FIXTURE(Fixture, "a name that resolves to a denied address is refused") {
  start({.net = {.allow = tests::whole(), .deny = tests::list({"127.0.0.0/8", "[::1]"})}});
  auto grant = broker->connect("localhost", closed_port(), "Deno.connect()").value();
  Error error = failure_of(loop, connect(loop, grant));
  CHECK(error.error_class == ErrorClass::NotCapable);
}

TEST_CASE_FIXTURE(Fixture, "a cancelled lookup ends at once and no longer holds the loop") {
  asio::cancellation_signal cancel;
  std::exception_ptr failure;
  asio::co_spawn(loop.io(), resolve(loop, to("localhost", 80)),
      asio::bind_cancellation_slot(cancel.slot(),
          [&](std::exception_ptr caught, std::vector<Endpoint>) { failure = caught; }));
  loop.run_one();  // the lookup is on its way
  CHECK(loop.held());
  cancel.emit(asio::cancellation_type::terminal);
  CHECK_FALSE(loop.held());
  tests::run_until(loop, [&] { return failure != nullptr; });
  CHECK(error_of(failure).message == "operation canceled");
}

TEST_CASE_FIXTURE(Fixture, "a refused connection reads as the system says it") {
  Error error = failure_of(loop, connect(loop, to("127.0.0.1", closed_port())));
  CHECK(error.message == "Connection refused (os error 111)");
  CHECK(error.error_class == ErrorClass::ConnectionRefused);
  CHECK(error.code == "ECONNREFUSED");
}

TEST_CASE("families alternate, beginning with the first") {
  auto ordered =
      interleave_families({at("::1"), at("::2"), at("::3"), at("1.1.1.1"), at("2.2.2.2")});
  CHECK(shown(ordered) == Texts{"[::1]:0", "1.1.1.1:0", "[::2]:0", "2.2.2.2:0", "[::3]:0"});
}

TEST_CASE_FIXTURE(Fixture, "an address that fails hands over to the next at once") {
  auto peer = listener();
  std::uint16_t port = peer->local_address().port;
  auto started = std::chrono::steady_clock::now();
  Socket socket =
      run_task(loop, race_to_connect(loop, {at("::1", closed_port()), at("127.0.0.1", port)},
                         {.attempt_delay = 10s}));
  CHECK(remote_endpoint(socket).to_string() == peer->local_address().to_string());
  CHECK(std::chrono::steady_clock::now() - started < 5s);
}

// A listener whose queue is full: further connections neither succeed nor fail.
struct SilentPeer {
  explicit SilentPeer(EventLoop& loop)
      : listener(TcpListener::listen(
            loop, tests::host_authority().listen("127.0.0.1", 0), {.backlog = 0})
                .value()) {
    for (int filler = 0; filler < 4; ++filler) {
      Socket& socket = queue.emplace_back(loop.io());
      socket.async_connect(to_asio(listener->local_address()), [](const auto&) {});
    }
    loop.poll();
  }
  std::unique_ptr<TcpListener> listener;
  std::vector<Socket> queue;
};

TEST_CASE_FIXTURE(Fixture, "a silent address is overtaken by the next after the delay") {
  SilentPeer silent(loop);
  auto peer = listener();
  Socket socket = run_task(
      loop, race_to_connect(loop, {silent.listener->local_address(), peer->local_address()},
                {.attempt_delay = 20ms}));
  CHECK(remote_endpoint(socket).to_string() == peer->local_address().to_string());
}

TEST_CASE_FIXTURE(Fixture, "the last failure is told when every address fails") {
  Error error = failure_of(
      loop, race_to_connect(loop, {at("::1", closed_port()), at("127.0.0.1", closed_port())}, {}));
  CHECK(error.code == "ECONNREFUSED");
}

TEST_CASE_FIXTURE(Fixture, "a cancelled connect closes its attempts") {
  SilentPeer silent(loop);
  asio::cancellation_signal cancel;
  std::exception_ptr failure;
  asio::co_spawn(loop.io(), connect(loop, to("127.0.0.1", silent.listener->local_address().port)),
      asio::bind_cancellation_slot(cancel.slot(),
          [&](std::exception_ptr caught, std::unique_ptr<TcpStream>) { failure = caught; }));
  loop.run_one();
  CHECK(loop.held());
  asio::post(loop.io(), [&] { cancel.emit(asio::cancellation_type::terminal); });
  tests::run_until(loop, [&] { return failure != nullptr; });
  CHECK(error_of(failure).message == "operation canceled");
  CHECK_FALSE(loop.held());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
