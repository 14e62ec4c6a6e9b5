// Requests to a name that leads elsewhere each time it is looked up. 127.0.0.1 plays the address
// that may be reached, 127.0.0.2 the one that may not.
#include <doctest/doctest.h>

#include "tests/support/http_client_fixture.h"
#include "tests/support/scripted_names.h"

namespace bailey::net::http {
namespace {

using tests::failure_of;
using tests::kMost;
using tests::kOk;
using tests::list;
using tests::run_task;
using enum tests::ScriptedPeer::After;

struct Fixture : tests::HttpClientFixture {
  tests::ScriptedNames rebinding{{{"127.0.0.1"}, {"127.0.0.2"}}};

  Fixture() {
    start({.net = {.allow = list({"rebind.example"}), .deny = list({"127.0.0.2"})}});
    client = std::make_unique<Client>(loop, trust, ClientOptions{.names = rebinding});
  }
  ~Fixture() { client.reset(); }

  Task<Reply> get() {
    Destination destination = broker->connect("rebind.example", peer.port(), "fetch()").value();
    Request request{.url = "http://rebind.example:" + std::to_string(peer.port()) + "/"};
    return fetch_whole(*client, std::move(destination), std::move(request), kMost);
  }
};

TEST_SUITE_BEGIN("net/http/rebinding");

TEST_CASE_FIXTURE(
    Fixture, "a request goes to the address that was judged, the next is judged too") {
  peer.answers.push_back(
      {"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", Close});
  CHECK(run_task(loop, get()).status == 200);
  CHECK(rebinding.lookups() == 1);
  CHECK(failure_of(loop, get()).error_class == ErrorClass::NotCapable);
  CHECK(peer.requests.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a kept connection stays with the address that was judged") {
  for (int round = 0; round < 2; ++round) {
    peer.answers.push_back({kOk, KeepOpen});
    CHECK(run_task(loop, get()).body == "ok");
  }
  CHECK(peer.connections == 1);
  CHECK(rebinding.lookups() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a request that has to be sent again is judged again") {
  peer.answers.push_back({kOk, KeepOpen});
  run_task(loop, get());
  peer.answers.push_back({"", Close});  // takes the request and goes
  CHECK(failure_of(loop, get()).error_class == ErrorClass::NotCapable);
  CHECK(rebinding.lookups() == 2);
  CHECK(peer.connections == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::http
