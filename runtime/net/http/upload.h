// A request's body on its way, beside the response. For .cc files of net/http only.
#pragma once

#include <exception>
#include <memory>

#include <boost/asio/cancellation_signal.hpp>

#include "runtime/net/http/connection_pool.h"
#include "runtime/net/http/request.h"

namespace bailey::net::http {

// A server may answer before it has all of the body, and wait for its answer to be read before it
// reads on: so the body is sent by a coroutine of its own.
class Upload : public std::enable_shared_from_this<Upload> {
 public:
  Upload(std::shared_ptr<Connection> connection, RequestBody body)
      : connection_(std::move(connection)), body_(std::move(body)) {}

  void start();
  // Ends it where it is; the connection cannot be used for another request then.
  void stop();

  bool done() const { return done_; }
  // What the body's source threw, which is nobody's fault but the caller's.
  std::exception_ptr source_failure() const { return source_failure_; }
  // What sending threw.
  std::exception_ptr send_failure() const { return send_failure_; }

 private:
  Task<> send();
  Task<> send_streamed(StreamedBody* body);
  Task<std::span<const std::byte>> next_piece(StreamedBody* body);

  std::shared_ptr<Connection> connection_;
  RequestBody body_;
  boost::asio::cancellation_signal cancel_;
  std::exception_ptr source_failure_;
  std::exception_ptr send_failure_;
  bool done_ = false;
  bool ended_ = false;
};

}  // namespace bailey::net::http
