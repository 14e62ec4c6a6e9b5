#include "runtime/net/socket_stream.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "runtime/net/open_socket.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

// How long a peer may go on writing to a connection that was closed gently.
constexpr std::chrono::seconds kPatience{2};

constexpr auto kResume = asio::as_tuple(asio::use_awaitable);

void require_open(const std::shared_ptr<OpenSocket>& open) {
  if (!open || !open->socket.is_open()) throw Failure({ErrorClass::BadResource, "Bad resource ID"});
}

Task<std::size_t> read_from(std::shared_ptr<OpenSocket> open, std::span<std::byte> into) {
  require_open(open);
  if (into.empty() || open->ended) co_return 0;
  OperationHold::Scope pending(open->hold);
  auto [error, count] =
      co_await open->socket.async_read_some(asio::buffer(into.data(), into.size()), kResume);
  open->ended = error == asio::error::eof;
  if (open->ended) co_return 0;
  if (error) throw_socket_error(error);
  co_return count;
}

Task<> write_to(std::shared_ptr<OpenSocket> open, std::span<const std::byte> bytes) {
  require_open(open);
  OperationHold::Scope pending(open->hold);
  auto [error, count] =
      co_await asio::async_write(open->socket, asio::buffer(bytes.data(), bytes.size()), kResume);
  if (error) throw_socket_error(error);
}

Task<std::size_t> write_some_to(
    std::shared_ptr<OpenSocket> open, std::span<const std::byte> bytes) {
  require_open(open);
  if (bytes.empty()) co_return 0;
  OperationHold::Scope pending(open->hold);
  auto [error, count] =
      co_await open->socket.async_write_some(asio::buffer(bytes.data(), bytes.size()), kResume);
  if (error) throw_socket_error(error);
  co_return count;
}

Task<> close_write_of(std::shared_ptr<OpenSocket> open) {
  require_open(open);
  boost::system::error_code error;
  open->socket.shutdown(asio::socket_base::shutdown_send, error);
  if (error) throw_socket_error(error);
  co_return;
}

// Ends our half and throws away what still comes, for a while. Holds nothing: a program that ends
// meanwhile leaves the rest to the system.
Task<> linger(Socket last) {
  auto socket = std::make_shared<Socket>(std::move(last));
  boost::system::error_code error;
  socket->shutdown(asio::socket_base::shutdown_send, error);
  asio::steady_timer patience(socket->get_executor(), kPatience);
  // The timer may have gone off already when the loop below ends.
  patience.async_wait([late = std::weak_ptr(socket)](const boost::system::error_code& stopped) {
    boost::system::error_code ignored;
    if (auto open = late.lock(); open && !stopped) open->close(ignored);
  });
  std::array<std::byte, 4096> sink;
  while (!error) {
    auto [failure, count] = co_await socket->async_read_some(asio::buffer(sink), kResume);
    error = failure;
  }
}

}  // namespace

SocketStream::~SocketStream() { SocketStream::close(); }

Task<std::size_t> SocketStream::read_some(std::span<std::byte> into) {
  return read_from(open_, into);
}

Task<> SocketStream::write_all(std::span<const std::byte> bytes) { return write_to(open_, bytes); }

std::optional<std::size_t> SocketStream::read_now(std::span<std::byte> into) {
  if (!open_ || !open_->socket.is_open()) return std::nullopt;
  if (into.empty() || open_->ended) return 0;
  ssize_t count = ::recv(open_->socket.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
  if (count < 0) return std::nullopt;
  open_->ended = count == 0;
  return static_cast<std::size_t>(count);
}

Task<std::size_t> SocketStream::write_some(std::span<const std::byte> bytes) {
  return write_some_to(open_, bytes);
}

std::size_t SocketStream::write_now(std::span<const std::byte> bytes) {
  if (!open_ || !open_->socket.is_open()) return 0;
  ssize_t count = ::send(
      open_->socket.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  return count < 0 ? 0 : static_cast<std::size_t>(count);
}

Task<> SocketStream::close_write() { return close_write_of(open_); }

void SocketStream::close_gently() {
  if (open_ && open_->socket.is_open()) {
    // A second descriptor of the connection, so that the first can be closed under what waits on
    // it.
    boost::system::error_code error;
    Socket rest(open_->loop.io());
    int copy = ::fcntl(open_->socket.native_handle(), F_DUPFD_CLOEXEC, 0);
    if (copy >= 0) rest.assign(open_->socket.local_endpoint(error).protocol(), copy, error);
    if (copy >= 0 && error) ::close(copy);
    if (rest.is_open()) asio::co_spawn(open_->loop.io(), linger(std::move(rest)), asio::detached);
  }
  close();
}

void SocketStream::close() {
  boost::system::error_code ignored;  // the descriptor is gone whatever close(2) says
  if (open_) open_->socket.close(ignored);
}

bool SocketStream::quiet() const {
  if (!open_ || !open_->socket.is_open()) return false;
  char next = 0;
  ssize_t count = ::recv(open_->socket.native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
  return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void SocketStream::ref() {
  if (open_) open_->hold.ref();
}

void SocketStream::unref() {
  if (open_) open_->hold.unref();
}

std::shared_ptr<OpenSocket> SocketStream::release() {
  if (!open_ || !open_->socket.is_open()) return nullptr;
  return std::exchange(open_, nullptr);
}

}  // namespace bailey::net
