// A server that says what a test tells it to.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "runtime/net/tcp.h"
#include "runtime/net/tls/stream.h"
#include "tests/support/host_authority.h"

namespace bailey::tests {

// Answers each request with the next of `answers` and keeps what it received. Must be destroyed
// before its loop.
class ScriptedPeer {
 public:
  enum class After : std::uint8_t { KeepOpen, Close };
  struct Answer {
    std::string text;
    After after = After::KeepOpen;
    // Bytes of the request's body to wait for, as sent; the answer comes before them when 0.
    std::size_t wait_for_body = 0;
  };

  // `context` makes it speak TLS.
  explicit ScriptedPeer(
      EventLoop& loop, std::shared_ptr<const net::tls::ServerContext> context = nullptr)
      : loop_(loop),
        listener_(net::TcpListener::listen(loop, host_authority().listen("127.0.0.1", 0)).value()),
        context_(std::move(context)) {
    listener_->unref();  // what holds the loop is the client's doing
    boost::asio::co_spawn(loop.io(), serve(), boost::asio::detached);
  }

  std::uint16_t port() const { return listener_->local_address().port; }
  std::string url(const std::string& path = "/") const {
    return (context_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port()) + path;
  }

  std::deque<Answer> answers;
  std::vector<std::string> requests;  // heads and the bodies waited for
  int connections = 0;

  void close_connections() {
    for (auto& peer : peers_) peer->close();
  }

 private:
  Task<> serve() {
    for (;;) {
      std::unique_ptr<net::ByteStream> peer = co_await listener_->accept();
      if (context_) peer = net::tls::Stream::server(loop_, std::move(peer), context_);
      ++connections;
      peer->unref();
      peers_.push_back(std::move(peer));
      boost::asio::co_spawn(loop_.io(), talk(peers_.back().get()), boost::asio::detached);
    }
  }

  Task<> talk(net::ByteStream* peer) {
    std::string received;
    for (;;) {
      while (!received.contains("\r\n\r\n")) co_await receive(peer, &received);
      if (answers.empty()) co_return;
      Answer answer = std::move(answers.front());
      answers.pop_front();
      std::size_t whole = received.find("\r\n\r\n") + 4 + answer.wait_for_body;
      while (received.size() < whole) co_await receive(peer, &received);
      requests.push_back(received.substr(0, whole));
      received.erase(0, whole);
      co_await peer->write_all(std::as_bytes(std::span(answer.text)));
      if (answer.after == After::Close) {
        co_await peer->close_write();
        peer->close();
        co_return;
      }
    }
  }

  static Task<> receive(net::ByteStream* peer, std::string* into) {
    std::array<std::byte, 4096> block;
    std::size_t count = co_await peer->read_some(block);
    if (count == 0) throw Failure({ErrorClass::UnexpectedEof, "the client is gone"});
    into->append(reinterpret_cast<const char*>(block.data()), count);
  }

  EventLoop& loop_;
  std::unique_ptr<net::TcpListener> listener_;
  std::shared_ptr<const net::tls::ServerContext> context_;
  std::vector<std::unique_ptr<net::ByteStream>> peers_;
};

}  // namespace bailey::tests
