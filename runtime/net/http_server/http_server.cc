#include "runtime/net/http_server/http_server.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/net/acceptor.h"
#include "runtime/net/http_server/connection.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

class Server final : public HttpServer,
                     public ConnectionOwner,
                     public std::enable_shared_from_this<Server> {
 public:
  // `file` is that of a Unix socket; nullptr for TCP.
  Server(EventLoop& loop, Acceptor acceptor, std::unique_ptr<SocketFile> file,
      const HttpServerOptions& options, HttpHandler& handler)
      : acceptor_(std::move(acceptor)),
        file_(std::move(file)),
        local_(file_ ? Endpoint{} : local_endpoint(acceptor_)),
        options_(options),
        handler_(handler),
        hold_(loop),
        retry_(loop.io()),
        clock_(loop.io()) {}

  // NOLINTNEXTLINE(bugprone-exception-escape): nothing left to be told of what fails here
  ~Server() override {
    while (first_ != nullptr) {
      auto connection = first_->shared_from_this();
      remove(*connection);
      connection->orphan();
    }
  }

  void start() { accept(); }

  const Endpoint& local_address() const override { return local_; }
  void ref() override {
    if (acceptor_.is_open()) hold_.ref();
  }
  void unref() override { hold_.unref(); }

  void shutdown(std::move_only_function<void()> done) override {
    auto self = shared_from_this();
    stop_accepting();
    done_ = std::move(done);
    for (auto* each = first_; each != nullptr;) {
      auto connection = each->shared_from_this();
      each = each->next;
      connection->close_when_idle();
    }
    finish_if_empty();
  }

  void abort() override {
    auto self = shared_from_this();
    stop_accepting();
    while (first_ != nullptr) first_->shared_from_this()->close();
    finish_if_empty();
  }

  void remove(Connection& connection) override {
    if (connection.previous != nullptr)
      connection.previous->next = connection.next;
    else if (first_ == &connection)
      first_ = connection.next;
    else
      return;
    if (connection.next != nullptr) connection.next->previous = connection.previous;
    connection.next = connection.previous = nullptr;
    auto kept = std::move(connection.kept);  // may be the last reference; ends after this call
    finish_if_empty();
  }

  HttpHandler& handler() override { return handler_; }
  const HttpServerOptions& options() const override { return options_; }
  std::int64_t now() const override { return seconds_; }
  bool stopping() const override { return stopping_; }

 private:
  void accept() {
    acceptor_.async_accept(
        [self = weak_from_this()](const boost::system::error_code& error, Socket socket) {
          auto server = self.lock();
          if (!server || server->stopping_) return;
          if (error) return server->on_accept_error(error);
          server->add(std::move(socket));
          server->accept();
        });
  }

  // Out of descriptors, or a peer that left again: listening goes on.
  void on_accept_error(const boost::system::error_code& error) {
    if (error == asio::error::operation_aborted) return;
    if (error == asio::error::connection_aborted) return accept();
    retry_.expires_after(50ms);
    retry_.async_wait([self = weak_from_this()](const auto& cancelled) {
      auto server = self.lock();
      if (server && !cancelled && !server->stopping_) server->accept();
    });
  }

  void add(Socket socket) {
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    auto remote = remote_endpoint(socket);
    auto tls = options_.tls ? std::make_unique<TlsLayer>(options_.tls) : nullptr;
    auto connection =
        std::make_shared<Connection>(std::move(socket), remote, std::move(tls), *this);
    connection->kept = connection;
    connection->next = first_;
    if (first_ != nullptr) first_->previous = connection.get();
    first_ = connection.get();
    if (!ticking_) tick();
    connection->start();
  }

  // The clock of all time-outs: coarse, but it costs requests nothing. Stands still without
  // connections, so that an idle server sleeps.
  void tick() {
    ticking_ = true;
    clock_.expires_after(1s);
    clock_.async_wait([self = weak_from_this()](const auto& error) {
      auto server = self.lock();
      if (!server) return;
      server->ticking_ = false;
      if (error) return;
      ++server->seconds_;
      for (auto* each = server->first_; each != nullptr;) {
        auto connection = each->shared_from_this();
        each = each->next;
        if (connection->expired()) connection->close();
      }
      if (server->first_ != nullptr) server->tick();
    });
  }

  void stop_accepting() {
    if (stopping_) return;
    stopping_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    file_.reset();
    retry_.cancel();
    hold_.unref();
  }

  void finish_if_empty() {
    if (!stopping_ || first_ != nullptr) return;
    clock_.cancel();
    if (done_) std::exchange(done_, nullptr)();
  }

  Acceptor acceptor_;
  std::unique_ptr<SocketFile> file_;
  Endpoint local_;
  HttpServerOptions options_;
  HttpHandler& handler_;
  LoopHold hold_;
  asio::steady_timer retry_;
  asio::steady_timer clock_;
  std::int64_t seconds_ = 1;
  Connection* first_ = nullptr;
  bool ticking_ = false;
  bool stopping_ = false;
  std::move_only_function<void()> done_;
};

}  // namespace

Result<std::shared_ptr<HttpServer>> HttpServer::listen(EventLoop& loop,
    const permissions::ListenGrant& grant, const HttpServerOptions& options, HttpHandler& handler) {
  auto acceptor = BAILEY_TRY(open_tcp_acceptor(loop, grant, options.listen));
  auto server = std::make_shared<Server>(loop, std::move(acceptor), nullptr, options, handler);
  server->start();
  return server;
}

Result<std::shared_ptr<HttpServer>> HttpServer::listen(EventLoop& loop,
    const permissions::UnixGrant& grant, const HttpServerOptions& options, HttpHandler& handler) {
  auto [acceptor, file] = BAILEY_TRY(open_unix_acceptor(loop, grant, options.listen.backlog));
  auto server =
      std::make_shared<Server>(loop, std::move(acceptor), std::move(file), options, handler);
  server->start();
  return server;
}

}  // namespace bailey::net
