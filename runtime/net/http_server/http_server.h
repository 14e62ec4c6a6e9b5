// An HTTP/1.1 server: the hot path from a socket to a handler and back.
//
// One read, one parse, one gathered write per request, and no allocation: buffers belong to the
// connection. Exchanges of a connection are numbered, and every call names the one it is for, so
// that an answer that comes too late answers nobody.
// https://www.rfc-editor.org/rfc/rfc9112
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "permissions/grant.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/http_server/request_head.h"
#include "runtime/net/http_server/response_head.h"
#include "runtime/net/tcp.h"
#include "runtime/net/tls/context.h"

namespace bailey::net {

class HttpServer;

// All in whole seconds, checked once a second.
struct HttpTimeouts {
  std::chrono::seconds head{30};   // from a request's first byte to the end of its head
  std::chrono::seconds idle{120};  // between requests
  std::chrono::seconds body{60};   // without a byte of a body that is being waited for
  std::chrono::seconds write{60};  // without the peer taking a byte
};

struct HttpServerOptions {
  ListenOptions listen = {};
  HeadLimits head = {};
  HttpTimeouts timeouts = {};
  // Serves https when set. Its ALPN protocols should name http/1.1 or nothing.
  std::shared_ptr<const tls::ServerContext> tls = nullptr;
};

// One client's connection. On the loop's thread only.
class ServerConnection {
 public:
  virtual ~ServerConnection() = default;

  virtual const Endpoint& remote_address() const = 0;

  // Answers exchange `number` whole. BadResource when it has been answered or is gone.
  virtual Result<> respond(std::uint32_t number, std::uint16_t status,
      std::span<const FieldView> fields, std::span<const std::byte> body) = 0;

  // Answers with a body that follows in pieces: of `length` bytes in all when that is known.
  virtual Result<> start_response(std::uint32_t number, std::uint16_t status,
      std::span<const FieldView> fields, std::optional<std::uint64_t> length) = 0;
  // The next piece. True when the peer keeps up; false when `on_drained` should be waited for.
  virtual Result<bool> write_body(std::uint32_t number, std::span<const std::byte> piece) = 0;
  // Calls `done` when everything written so far has been taken, or the connection is gone.
  virtual void on_drained(std::move_only_function<void(Result<>)> done) = 0;
  virtual Result<> finish_response(std::uint32_t number) = 0;
  // Ends the connection without an end of the body, so that the peer sees it is cut short.
  virtual void abort_response(std::uint32_t number) = 0;

  // The next bytes of the request's body: how many, 0 at its end; nothing when they have to be
  // waited for with read_body.
  virtual Result<std::optional<std::size_t>> read_body_now(
      std::uint32_t number, std::span<std::byte> into) = 0;
  // `into` must live until `done` is called. One at a time.
  virtual void read_body(std::uint32_t number, std::span<std::byte> into,
      std::move_only_function<void(Result<std::size_t>)> done) = 0;

  // Calls `done` when the answer to `number` has been sent, or can no longer be.
  virtual void on_completed(std::uint32_t number, std::move_only_function<void(Result<>)> done) = 0;

  // For whoever handles requests: lives as long as the connection.
  std::shared_ptr<void> attachment;
};

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // A request has arrived. `head` lives until this returns. Answer now or later.
  virtual void on_request(std::shared_ptr<ServerConnection> connection, std::uint32_t number,
      const RequestHead& head) = 0;
  // The peer went away before exchange `number` was answered.
  virtual void on_abandoned(ServerConnection& connection, std::uint32_t number) = 0;
};

// Listens and accepts until closed. Belongs to the loop's thread.
class HttpServer {
 public:
  // `loop` and `handler` must outlive the server.
  static Result<std::shared_ptr<HttpServer>> listen(EventLoop& loop,
      const permissions::ListenGrant& grant, const HttpServerOptions& options,
      HttpHandler& handler);
  // On a Unix socket, whose file goes with the server; addresses are those of no endpoint then.
  static Result<std::shared_ptr<HttpServer>> listen(EventLoop& loop,
      const permissions::UnixGrant& grant, const HttpServerOptions& options, HttpHandler& handler);
  virtual ~HttpServer() = default;

  virtual const Endpoint& local_address() const = 0;
  // Stops accepting, lets exchanges in flight end, then calls `done`.
  virtual void shutdown(std::move_only_function<void()> done) = 0;
  // Ends everything now.
  virtual void abort() = 0;
  // Whether listening keeps the loop going.
  virtual void ref() = 0;
  virtual void unref() = 0;
};

}  // namespace bailey::net
