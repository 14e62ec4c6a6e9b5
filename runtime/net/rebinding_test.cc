// A name may lead elsewhere each time it is looked up: what was judged is what is connected to.
// 127.0.0.1 plays the address that may be reached, 127.0.0.2 the one that may not.
#include <doctest/doctest.h>

#include "runtime/net/tcp.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/host_authority.h"
#include "tests/support/run_task.h"
#include "tests/support/scripted_names.h"

namespace bailey::net {
namespace {

using tests::failure_of;
using tests::list;
using tests::run_task;
using tests::ScriptedNames;

constexpr std::string_view kName = "rebind.example";

struct Fixture : tests::BrokerFixture {
  EventLoop loop;
  ScriptedNames rebinding{{{"127.0.0.1"}, {"127.0.0.2"}}};

  Fixture() {
    start({.net = {.allow = list({"rebind.example"}), .deny = list({"127.0.0.2"})},
        .import = {.allow = list({"rebind.example"}), .deny = list({"127.0.0.2"})}});
  }
  std::unique_ptr<TcpListener> listener(std::string host) {
    return TcpListener::listen(loop, tests::host_authority().listen(std::move(host), 0)).value();
  }
  permissions::ConnectGrant to(std::uint16_t port) const {
    return broker->connect(kName, port, "Deno.connect()").value();
  }
  permissions::ListenGrant at_any_port() const {
    return broker->listen(kName, 0, "Deno.listen()").value();
  }
  ErrorClass refusal(Task<std::unique_ptr<TcpStream>> connecting) {
    return failure_of(loop, std::move(connecting)).error_class;
  }
};

TEST_SUITE_BEGIN("net/rebinding");

TEST_CASE_FIXTURE(Fixture, "a connection goes to the address that was judged") {
  auto good = listener("127.0.0.1");
  auto stream = run_task(loop, connect(loop, to(good->local_address().port), {.names = rebinding}));
  CHECK(stream->remote_address().to_string() == good->local_address().to_string());
  CHECK(rebinding.lookups() == 1);
}

TEST_CASE_FIXTURE(Fixture, "the next connection is judged by what the name leads to then") {
  auto good = listener("127.0.0.1");
  auto port = good->local_address().port;
  run_task(loop, connect(loop, to(port), {.names = rebinding}));
  CHECK(refusal(connect(loop, to(port), {.names = rebinding})) == ErrorClass::NotCapable);
  CHECK(rebinding.lookups() == 2);
}

TEST_CASE_FIXTURE(Fixture, "one grant used twice is judged twice") {
  auto good = listener("127.0.0.1");
  auto grant = to(good->local_address().port);
  run_task(loop, connect(loop, grant, {.names = rebinding}));
  CHECK(refusal(connect(loop, grant, {.names = rebinding})) == ErrorClass::NotCapable);
}

TEST_CASE_FIXTURE(Fixture, "an address that refuses is not looked up again") {
  auto bad = listener("127.0.0.2");
  auto failed = refusal(connect(loop, to(bad->local_address().port), {.names = rebinding}));
  CHECK(failed == ErrorClass::ConnectionRefused);
  CHECK(rebinding.lookups() == 1);
}

TEST_CASE_FIXTURE(Fixture, "one denied address among several refuses the name") {
  ScriptedNames both({{"127.0.0.1", "127.0.0.2"}});
  auto good = listener("127.0.0.1");
  auto port = good->local_address().port;
  CHECK(refusal(connect(loop, to(port), {.names = both})) == ErrorClass::NotCapable);
}

TEST_CASE_FIXTURE(Fixture, "a listener is bound to the address that was judged") {
  auto bound = TcpListener::listen(loop, at_any_port(), {.names = rebinding}).value();
  CHECK(bound->local_address().to_string().starts_with("127.0.0.1:"));
  CHECK(rebinding.lookups() == 1);
  auto again = TcpListener::listen(loop, at_any_port(), {.names = rebinding});
  REQUIRE_FALSE(again);
  CHECK(again.error().error_class == ErrorClass::NotCapable);
}

TEST_CASE_FIXTURE(Fixture, "imports are judged by their own rules, each time") {
  auto grant = broker->import(kName, 443, permissions::ImportUse::Static).value();
  CHECK(run_task(loop, resolve(loop, grant, rebinding)).front().to_string() == "127.0.0.1:443");
  CHECK(failure_of(loop, resolve(loop, grant, rebinding)).error_class == ErrorClass::NotCapable);
}

TEST_CASE_FIXTURE(Fixture, "a name that turns to the inside of the network is refused") {
  start({.net = {.allow = tests::whole(), .deny = list({"private"})}});
  for (const char* inside : {"127.0.0.1", "::1", "::ffff:10.0.0.1", "192.168.1.1",
           "169.254.169.254", "fd00::1", "64:ff9b::7f00:1", "0.0.0.0"}) {
    ScriptedNames turning({{"192.0.2.1"}, {inside}});
    CHECK(run_task(loop, resolve(loop, to(80), turning)).front().to_string() == "192.0.2.1:80");
    CHECK(failure_of(loop, resolve(loop, to(80), turning)).error_class == ErrorClass::NotCapable);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
