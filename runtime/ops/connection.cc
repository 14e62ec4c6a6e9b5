#include "runtime/ops/connection.h"

#include <algorithm>

namespace bailey::ops {
namespace {

// After so many reads and writes that needed no waiting, one goes through the loop.
constexpr std::uint32_t kActsAtOnce = 32;
// TLS takes this much at a time: encrypting a large block would hold the loop up.
constexpr std::size_t kTlsPart = 64 * 1024;

Error bad_resource() { return {ErrorClass::BadResource, "Bad resource ID"}; }
Error interrupted() { return {ErrorClass::Interrupted, "operation canceled", "EINTR"}; }

}  // namespace

Connection::Connection(EventLoop& loop, std::unique_ptr<net::ByteStream> stream,
    net::SocketStream* socket, net::Endpoint local, net::Endpoint remote)
    : stream_(std::move(stream)),
      socket_(socket),
      local_(local),
      remote_(remote),
      hold_(loop),
      reading_(loop),
      writing_(loop) {}

Connection::Connection(EventLoop& loop, std::unique_ptr<net::TcpStream> stream)
    : Connection(loop, nullptr, stream.get(), stream->local_address(), stream->remote_address()) {
  stream_ = std::move(stream);
}

Connection::Connection(EventLoop& loop, std::unique_ptr<net::UnixStream> socket)
    : Connection(loop, nullptr, socket.get(), {}, {}) {
  stream_ = std::move(socket);
}

Connection::Connection(
    EventLoop& loop, std::unique_ptr<net::tls::Stream> stream, const net::TcpStream& ends)
    : Connection(loop, std::move(stream), nullptr, ends.local_address(), ends.remote_address()) {}

Result<> Connection::require_open() const {
  if (!is_open()) return std::unexpected(bad_resource());
  return {};
}

int& Connection::pending(Use use) { return pending_[static_cast<int>(use)]; }

bool Connection::may_act_now() { return is_open() && ++acted_now_ % kActsAtOnce != 0; }

std::optional<std::size_t> Connection::read_now(std::span<std::byte> into) {
  if (socket_ == nullptr || !more_expected_ || pending(Use::Read) > 0 || !may_act_now())
    return std::nullopt;
  auto count = socket_->read_now(into);
  if (count) note_read(*count, into.size());
  return count;
}

std::optional<std::size_t> Connection::write_now(std::span<const std::byte> bytes) {
  if (socket_ == nullptr || pending(Use::Write) > 0 || !may_act_now()) return std::nullopt;
  std::size_t count = socket_->write_now(bytes);
  if (count == 0) return std::nullopt;
  return count;
}

Task<std::size_t> Connection::read(std::span<std::byte> into) {
  if (!reading_.try_enter()) co_await reading_.wait();
  net::Lane::Holder turn(reading_);
  if (!is_open()) throw Failure(interrupted());
  try {
    std::size_t count = co_await stream_->read_some(into);
    note_read(count, into.size());
    co_return count;
  } catch (const Failure&) {
    if (!is_open()) throw Failure(interrupted());
    throw;
  }
}

Task<std::size_t> Connection::write(std::span<const std::byte> bytes) {
  if (!writing_.try_enter()) co_await writing_.wait();
  net::Lane::Holder turn(writing_);
  if (!is_open()) throw Failure(interrupted());
  if (socket_ != nullptr) co_return co_await socket_->write_some(bytes);
  if (write_closed_) throw Failure({ErrorClass::NotConnected, "not connected", "ENOTCONN"});
  bytes = bytes.first(std::min(bytes.size(), kTlsPart));
  co_await stream_->write_all(bytes);
  co_return bytes.size();
}

Task<> Connection::close_write() {
  if (!writing_.try_enter()) co_await writing_.wait();
  net::Lane::Holder turn(writing_);
  if (!is_open()) throw Failure(interrupted());
  write_closed_ = true;
  co_await stream_->close_write();
}

void Connection::close() {
  closed_ = true;
  if (!stream_) return;
  // Of TLS a peer must be able to tell an end from a cut.
  if (tls() != nullptr) return stream_->close_gently();
  stream_->close();
}

void Connection::ref() {
  hold_.ref();
  if (stream_) stream_->ref();
}

void Connection::unref() {
  hold_.unref();
  if (stream_) stream_->unref();
}

net::TcpStream* Connection::tcp() const { return dynamic_cast<net::TcpStream*>(socket_); }

net::tls::Stream* Connection::tls() const { return dynamic_cast<net::tls::Stream*>(stream_.get()); }

Result<std::unique_ptr<net::TcpStream>> Connection::take_tcp() {
  auto* stream = tcp();
  if (stream == nullptr || !is_open()) return std::unexpected(bad_resource());
  if (pending(Use::Read) > 0 || pending(Use::Write) > 0)
    return fail(ErrorClass::Busy, "TCP stream is currently in use");
  socket_ = nullptr;
  (void)stream_.release();
  return std::unique_ptr<net::TcpStream>(stream);
}

Listener::Listener(EventLoop& loop, std::unique_ptr<net::TcpListener> tcp,
    std::shared_ptr<const net::tls::ServerContext> tls)
    : loop_(loop), hold_(loop), socket_(std::move(tcp)), tls_(std::move(tls)) {}

Listener::Listener(EventLoop& loop, std::unique_ptr<net::UnixListener> socket)
    : loop_(loop), hold_(loop), socket_(std::move(socket)) {}

net::Endpoint Listener::local() const {
  const auto* tcp = std::get_if<std::unique_ptr<net::TcpListener>>(&socket_);
  return tcp == nullptr ? net::Endpoint{} : (*tcp)->local_address();
}

void Listener::close() {
  open_ = false;
  std::visit([](auto& socket) { socket->close(); }, socket_);
}

void Listener::ref() {
  hold_.ref();
  std::visit([](auto& socket) { socket->ref(); }, socket_);
}

void Listener::unref() {
  hold_.unref();
  std::visit([](auto& socket) { socket->unref(); }, socket_);
}

Result<Listener::Accepting> Listener::Accepting::begin(std::shared_ptr<Listener> listener) {
  if (!listener->open_) return fail(ErrorClass::BadResource, "Listener has been closed");
  if (listener->accepting_) return fail(ErrorClass::Busy, "Another accept task is ongoing");
  listener->accepting_ = true;
  return Accepting(std::move(listener));
}

Listener::Accepting::~Accepting() {
  if (listener_) listener_->accepting_ = false;
}

Task<std::shared_ptr<Connection>> Listener::accept(Accepting turn) {
  auto& self = turn.listener();
  auto& loop = self.loop_;
  if (auto* local = std::get_if<std::unique_ptr<net::UnixListener>>(&self.socket_))
    co_return std::make_shared<Connection>(loop, co_await (*local)->accept());
  auto tcp = co_await std::get<std::unique_ptr<net::TcpListener>>(self.socket_)->accept();
  if (!self.tls_) co_return std::make_shared<Connection>(loop, std::move(tcp));
  const net::TcpStream& ends = *tcp;
  co_return std::make_shared<Connection>(
      loop, net::tls::Stream::server(loop, std::move(tcp), self.tls_), ends);
}

}  // namespace bailey::ops
