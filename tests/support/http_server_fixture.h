// What tests of the HTTP server share: a server whose handler is a function, and raw clients.
#pragma once

#include <sys/socket.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "runtime/net/http_server/http_server.h"
#include "runtime/net/tcp.h"
#include "tests/support/host_authority.h"
#include "tests/support/run_task.h"

namespace bailey::tests {

// One request as a handler got it. Copies, so that it may be kept.
struct Exchange {
  std::shared_ptr<net::ServerConnection> connection;
  std::uint32_t number = 0;
  std::string head;
  std::string method;
  std::string target;

  Result<> respond(std::string_view body, std::uint16_t status = 200,
      std::vector<net::FieldView> fields = {}) const {
    return connection->respond(number, status, fields, std::as_bytes(std::span(body)));
  }
};

class HttpServerFixture : public net::HttpHandler {
 public:
  explicit HttpServerFixture(net::HttpServerOptions options = {})
      : server(
            net::HttpServer::listen(loop, host_authority().listen("127.0.0.1", 0), options, *this)
                .value()) {
    server->unref();
  }
  ~HttpServerFixture() override {
    kept.clear();
    server->abort();
    server.reset();
    loop.poll();
  }

  EventLoop loop;
  std::function<void(Exchange)> handle = [](const Exchange& exchange) {
    (void)exchange.respond(exchange.method + " " + exchange.target);
  };
  int requests = 0;
  std::vector<std::uint32_t> abandoned;
  std::vector<Exchange> kept;
  std::shared_ptr<net::HttpServer> server;

  void keep_requests() {
    handle = [this](Exchange exchange) { kept.push_back(std::move(exchange)); };
  }

  void on_request(std::shared_ptr<net::ServerConnection> connection, std::uint32_t number,
      const net::RequestHead& head) override {
    ++requests;
    auto cut = [&](net::TextRange range) {
      return std::string(head.text.substr(range.start, range.end - range.start));
    };
    handle({std::move(connection), number, std::string(head.text), cut(head.method),
        cut(head.target)});
  }
  void on_abandoned(net::ServerConnection&, std::uint32_t number) override {
    abandoned.push_back(number);
  }

  template <class Done>
  void until(Done done) {
    run_until(loop, std::move(done));
  }
};

// A client that sends what it is told to, be it HTTP or not, and collects what comes.
class RawClient {
 public:
  explicit RawClient(HttpServerFixture& fixture)
      : loop_(fixture.loop),
        stream_(run_task(loop_, net::connect(loop_, host_authority().connect("127.0.0.1",
                                                        fixture.server->local_address().port)))) {}
  ~RawClient() { stream_->close(); }

  RawClient& send(std::string_view text) {
    run_task(loop_, stream_->write_all(std::as_bytes(std::span(text))));
    return *this;
  }
  void end() { run_task(loop_, stream_->close_write()); }
  void close() { stream_->close(); }

  // Reads until `enough` holds of what has come, or the server ends the connection.
  template <class Enough>
  const std::string& read(Enough enough) {
    std::array<std::byte, 16 * 1024> block;
    while (!ended && !enough(received)) {
      try {
        std::size_t count = run_task(loop_, stream_->read_some(block));
        received.append(reinterpret_cast<const char*>(block.data()), count);
        ended = count == 0;
      } catch (const Failure& failure) {
        if (failure.error().error_class != ErrorClass::ConnectionReset) throw;
        ended = reset = true;
      }
    }
    return received;
  }
  const std::string& read_until(std::string_view text) {
    return read([&](const std::string& all) { return all.contains(text); });
  }
  const std::string& read_to_end() {
    return read([](const std::string&) { return false; });
  }

  std::string received;
  bool ended = false;
  bool reset = false;

 private:
  EventLoop& loop_;
  std::unique_ptr<net::TcpStream> stream_;
};

}  // namespace bailey::tests
