// Connections to origins: made, kept for the next request, and given up. For .cc files of net/http
// only.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include <boost/asio/steady_timer.hpp>

#include "runtime/net/byte_stream.h"
#include "runtime/net/http/client_options.h"
#include "runtime/net/http/origin.h"
#include "runtime/net/http/read_buffer.h"
#include "runtime/net/resolve.h"
#include "runtime/net/tls/context.h"

namespace bailey::net::http {

// A connection to one origin, which carries one request at a time.
struct Connection {
  EventLoop* loop;
  std::unique_ptr<ByteStream> stream;
  Endpoint local;
  Endpoint remote;
  std::string origin_key;
  ReadBuffer buffer;  // read, and not part of a message read so far
};

class ConnectionPool : public std::enable_shared_from_this<ConnectionPool> {
 public:
  // `loop` and `trust` must outlive the pool.
  ConnectionPool(EventLoop& loop, tls::TrustStore& trust, ClientOptions options);

  const ClientOptions& options() const { return options_; }
  EventLoop& loop() const { return loop_; }

  // An idle connection to `origin` at an address that `destination` admits; nullptr for none.
  std::shared_ptr<Connection> take(const Origin& origin, const Destination& destination);
  // A new connection. Throws RequestFailure, or NotCapable.
  Task<std::shared_ptr<Connection>> open(Target target, Destination destination);
  // Keeps `connection` for later, unless it or the pool is closed or there are enough.
  void put(std::shared_ptr<Connection> connection);
  void close_idle();
  // Closes what is idle, and whatever comes back later.
  void close();

 private:
  struct Idle {
    std::shared_ptr<Connection> connection;
    std::chrono::steady_clock::time_point since;
  };
  using Shelf = std::list<Idle>;  // oldest first

  Result<std::shared_ptr<tls::ClientContext>> tls_context();
  void sweep_later();
  void sweep();

  EventLoop& loop_;
  tls::TrustStore& trust_;
  ClientOptions options_;
  std::shared_ptr<tls::ClientContext> tls_context_;  // made for the first https origin
  std::unordered_map<std::string, Shelf> idle_;
  boost::asio::steady_timer sweeper_;
  bool sweeping_ = false;
  bool closed_ = false;
};

}  // namespace bailey::net::http
