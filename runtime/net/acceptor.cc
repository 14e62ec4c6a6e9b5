#include "runtime/net/acceptor.h"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detail/socket_option.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/base/check.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

using ReusePortOption = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

Result<Acceptor> bind_and_listen(
    EventLoop& loop, const Endpoint& endpoint, const ListenOptions& options) {
  Acceptor acceptor(loop.io());
  auto address = to_asio(endpoint);
  boost::system::error_code error;
  auto done = [&] { return !error; };
  acceptor.open(address.protocol(), error);
  if (done()) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (done() && options.reuse_port == ReusePort::Yes)
    acceptor.set_option(ReusePortOption(true), error);
  if (done()) acceptor.bind(address, error);
  if (done()) acceptor.listen(options.backlog, error);
  if (error) return std::unexpected(socket_error(error));
  return acceptor;
}

}  // namespace

Result<Acceptor> open_tcp_acceptor(
    EventLoop& loop, const permissions::ListenGrant& grant, const ListenOptions& options) {
  auto endpoints = BAILEY_TRY(resolve_to_listen(grant, options.names));
  BAILEY_CHECK(!endpoints.empty());
  Result<Acceptor> opened = bind_and_listen(loop, endpoints.front(), options);
  for (std::size_t next = 1; next < endpoints.size() && !opened; ++next)
    opened = bind_and_listen(loop, endpoints[next], options);
  return opened;
}

Endpoint local_endpoint(const Acceptor& acceptor) {
  boost::system::error_code error;
  auto endpoint = acceptor.local_endpoint(error);
  return error ? Endpoint{} : Endpoint::from(endpoint.data());
}

Task<Socket> accept_on(std::shared_ptr<OpenAcceptor> open) {
  const Failure closed({ErrorClass::BadResource, "Listener has been closed"});
  if (!open->acceptor.is_open()) throw closed;
  OperationHold::Scope pending(open->hold);
  Socket peer(open->loop.io());
  auto [error] = co_await open->acceptor.async_accept(peer, asio::as_tuple(asio::use_awaitable));
  if (!open->acceptor.is_open()) throw closed;
  if (error) throw_socket_error(error);
  co_return peer;
}

}  // namespace bailey::net
