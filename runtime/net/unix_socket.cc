#include "runtime/net/unix_socket.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/net/acceptor.h"
#include "runtime/net/open_socket.h"
#include "runtime/net/socket_file.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

Task<std::unique_ptr<UnixStream>> connect_on(EventLoop* loop, permissions::UnixGrant grant) {
  LoopHold hold(*loop);
  auto file = value_or_throw(PinnedPath::open(grant.resolved(), PinnedPath::What::File));
  auto address = value_or_throw(unix_endpoint(file.proc_path()));
  Socket socket(loop->io());
  auto [error] = co_await socket.async_connect(address, asio::as_tuple(asio::use_awaitable));
  if (error) throw_socket_error(error);
  co_return std::make_unique<UnixStream>(std::make_shared<OpenSocket>(*loop, std::move(socket)));
}

Task<std::unique_ptr<UnixStream>> accept_unix(std::shared_ptr<OpenAcceptor> open) {
  Socket socket = co_await accept_on(open);
  co_return std::make_unique<UnixStream>(
      std::make_shared<OpenSocket>(open->loop, std::move(socket)));
}

}  // namespace

Task<std::unique_ptr<UnixStream>> connect(EventLoop& loop, permissions::UnixGrant grant) {
  return connect_on(&loop, std::move(grant));
}

Result<UnixAcceptor> open_unix_acceptor(
    EventLoop& loop, const permissions::UnixGrant& grant, int backlog) {
  Acceptor acceptor(loop.io());
  boost::system::error_code error;
  acceptor.open(StreamProtocol(AF_UNIX, 0), error);
  if (error) return std::unexpected(socket_error(error));
  auto file = BAILEY_TRY(SocketFile::bind(acceptor, grant));
  acceptor.listen(backlog, error);
  if (error) return std::unexpected(socket_error(error));
  return UnixAcceptor{std::move(acceptor), std::move(file)};
}

UnixListener::UnixListener(
    std::shared_ptr<OpenAcceptor> open, std::unique_ptr<SocketFile> file, std::string path)
    : open_(std::move(open)), file_(std::move(file)), path_(std::move(path)) {}

UnixListener::~UnixListener() { close(); }

Result<std::unique_ptr<UnixListener>> UnixListener::listen(
    EventLoop& loop, const permissions::UnixGrant& grant, int backlog) {
  auto [acceptor, file] = BAILEY_TRY(open_unix_acceptor(loop, grant, backlog));
  return std::unique_ptr<UnixListener>(
      new UnixListener(std::make_shared<OpenAcceptor>(loop, std::move(acceptor)), std::move(file),
          grant.as_written()));
}

Task<std::unique_ptr<UnixStream>> UnixListener::accept() { return accept_unix(open_); }

void UnixListener::close() {
  boost::system::error_code ignored;  // the descriptor is gone whatever close(2) says
  open_->acceptor.close(ignored);
  file_.reset();
}

void UnixListener::ref() { open_->hold.ref(); }

void UnixListener::unref() { open_->hold.unref(); }

}  // namespace bailey::net
