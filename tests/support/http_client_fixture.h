// What tests of the HTTP client share: a client, a peer that follows a script, and bodies.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/net/http/client.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/host_authority.h"
#include "tests/support/run_task.h"
#include "tests/support/scripted_peer.h"

namespace bailey::tests {

inline constexpr std::size_t kMost = 10 << 20;
inline constexpr const char* kOk = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

struct HttpClientFixture : BrokerFixture {
  EventLoop loop;
  net::tls::TrustStore trust{std::nullopt, {}};
  ScriptedPeer peer{loop};
  std::unique_ptr<net::http::Client> client = std::make_unique<net::http::Client>(loop, trust);

  ~HttpClientFixture() {
    client.reset();
    peer.close_connections();
    loop.poll();
  }

  net::Destination destination() const {
    return host_authority().connect("127.0.0.1", peer.port());
  }
  Task<net::http::Reply> fetching(net::http::Request request) {
    if (request.url.empty()) request.url = peer.url();
    return net::http::fetch_whole(*client, destination(), std::move(request), kMost);
  }
  net::http::Reply fetch(net::http::Request request = {}) {
    return run_task(loop, fetching(std::move(request)));
  }
  net::http::Reply answer(std::string text,
      ScriptedPeer::After after = ScriptedPeer::After::KeepOpen, net::http::Request request = {}) {
    peer.answers.push_back({std::move(text), after});
    return fetch(std::move(request));
  }
  std::string failure(std::string text, ScriptedPeer::After after = ScriptedPeer::After::Close,
      net::http::Request request = {}) {
    peer.answers.push_back({std::move(text), after});
    return failure_of(loop, fetching(std::move(request))).message;
  }
  void use(net::http::ClientOptions options) {
    client = std::make_unique<net::http::Client>(loop, trust, std::move(options));
  }
  // How a failure begins once the connection stands.
  bool is_send_failure(const std::string& message, const std::string& reason) const {
    return message.starts_with("error sending request from 127.0.0.1:") &&
           message.ends_with(" for " + peer.url() + " (127.0.0.1:" + std::to_string(peer.port()) +
                             "): client error (SendRequest): " + reason);
  }
};

// Gives its pieces one by one.
struct Pieces : net::http::BodySource {
  explicit Pieces(std::vector<std::string> all) : pieces(std::move(all)) {}
  Task<std::span<const std::byte>> next() override {
    if (given == pieces.size()) co_return std::span<const std::byte>();
    co_return std::as_bytes(std::span(pieces[given++]));
  }
  std::vector<std::string> pieces;
  std::size_t given = 0;
};
// Throws when asked.
struct BrokenSource : net::http::BodySource {
  Task<std::span<const std::byte>> next() override {
    throw Failure({ErrorClass::RangeError, "mine"});
    co_return std::span<const std::byte>();
  }
};

inline net::http::Request upload_of(
    std::vector<std::string> pieces, std::optional<std::uint64_t> length = {}) {
  return {.method = "POST",
      .body = net::http::StreamedBody{std::make_unique<Pieces>(std::move(pieces)), length}};
}

}  // namespace bailey::tests
