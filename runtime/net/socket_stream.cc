#include "runtime/net/socket_stream.h"

#include <sys/socket.h>

#include <cerrno>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "runtime/net/open_socket.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

constexpr auto kResume = asio::as_tuple(asio::use_awaitable);

void require_open(const std::shared_ptr<OpenSocket>& open) {
  if (!open || !open->socket.is_open()) throw Failure({ErrorClass::BadResource, "Bad resource ID"});
}

Task<std::size_t> read_from(std::shared_ptr<OpenSocket> open, std::span<std::byte> into) {
  require_open(open);
  if (into.empty()) co_return 0;
  OperationHold::Scope pending(open->hold);
  auto [error, count] =
      co_await open->socket.async_read_some(asio::buffer(into.data(), into.size()), kResume);
  if (error == asio::error::eof) co_return 0;
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

Task<> close_write_of(std::shared_ptr<OpenSocket> open) {
  require_open(open);
  boost::system::error_code error;
  open->socket.shutdown(asio::socket_base::shutdown_send, error);
  if (error) throw_socket_error(error);
  co_return;
}

}  // namespace

SocketStream::~SocketStream() { SocketStream::close(); }

Task<std::size_t> SocketStream::read_some(std::span<std::byte> into) {
  return read_from(open_, into);
}

Task<> SocketStream::write_all(std::span<const std::byte> bytes) { return write_to(open_, bytes); }

Task<> SocketStream::close_write() { return close_write_of(open_); }

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
