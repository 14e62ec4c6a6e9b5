#include "runtime/net/tcp.h"

#include <boost/asio/ip/tcp.hpp>

#include "runtime/net/acceptor.h"
#include "runtime/net/connect_race.h"
#include "runtime/net/open_socket.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

template <class Option>
Result<> set_option(OpenSocket* open, const Option& option) {
  if (open == nullptr || !open->socket.is_open())
    return fail(ErrorClass::BadResource, "Bad resource ID");
  boost::system::error_code error;
  open->socket.set_option(option, error);
  if (error) return std::unexpected(socket_error(error));
  return {};
}

Task<std::unique_ptr<TcpStream>> connect_on(
    EventLoop* loop, Destination destination, ConnectOptions options) {
  // A connection being made holds the loop, as every pending operation does.
  LoopHold hold(*loop);
  auto endpoints = co_await resolve(*loop, std::move(destination), options.names);
  Socket socket = co_await race_to_connect(*loop, std::move(endpoints), std::move(options));
  co_return std::make_unique<TcpStream>(std::make_shared<OpenSocket>(*loop, std::move(socket)));
}

Task<std::unique_ptr<TcpStream>> accept_tcp(std::shared_ptr<OpenAcceptor> open) {
  Socket socket = co_await accept_on(open);
  co_return std::make_unique<TcpStream>(
      std::make_shared<OpenSocket>(open->loop, std::move(socket)));
}

}  // namespace

TcpStream::TcpStream(std::shared_ptr<OpenSocket> connected)
    : SocketStream(std::move(connected)),
      local_(local_endpoint(open()->socket)),
      remote_(remote_endpoint(open()->socket)) {}

Result<> TcpStream::set_no_delay(NoDelay no_delay) {
  return set_option(open(), asio::ip::tcp::no_delay(no_delay == NoDelay::On));
}

Result<> TcpStream::set_keep_alive(KeepAlive keep_alive) {
  return set_option(open(), asio::socket_base::keep_alive(keep_alive == KeepAlive::On));
}

Task<std::unique_ptr<TcpStream>> connect(
    EventLoop& loop, Destination destination, ConnectOptions options) {
  return connect_on(&loop, std::move(destination), std::move(options));
}

TcpListener::TcpListener(std::shared_ptr<OpenAcceptor> open, Endpoint local)
    : open_(std::move(open)), local_(local) {}

TcpListener::~TcpListener() { close(); }

Result<std::unique_ptr<TcpListener>> TcpListener::listen(
    EventLoop& loop, const permissions::ListenGrant& grant, ListenOptions options) {
  auto acceptor = BAILEY_TRY(open_tcp_acceptor(loop, grant, options));
  Endpoint local = local_endpoint(acceptor);
  return std::unique_ptr<TcpListener>(
      new TcpListener(std::make_shared<OpenAcceptor>(loop, std::move(acceptor)), local));
}

Task<std::unique_ptr<TcpStream>> TcpListener::accept() { return accept_tcp(open_); }

void TcpListener::close() {
  boost::system::error_code ignored;  // the descriptor is gone whatever close(2) says
  open_->acceptor.close(ignored);
}

void TcpListener::ref() { open_->hold.ref(); }

void TcpListener::unref() { open_->hold.unref(); }

}  // namespace bailey::net
