// Connections and listeners in script's hands: what Deno.Conn and Deno.Listener act on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>

#include "runtime/net/lane.h"
#include "runtime/net/operation_hold.h"
#include "runtime/net/tcp.h"
#include "runtime/net/tls/stream.h"
#include "runtime/net/unix_socket.h"

namespace bailey::ops {

// Script may read and write as often at a time as it likes: reads have their turns, and so have
// writes. Coroutines of its methods need it to live as long as they do.
class Connection {
 public:
  // `loop` must outlive the connection.
  Connection(EventLoop& loop, std::unique_ptr<net::TcpStream> tcp);
  Connection(EventLoop& loop, std::unique_ptr<net::UnixStream> socket);
  // `ends`: the connection that TLS runs over.
  Connection(EventLoop& loop, std::unique_ptr<net::tls::Stream> tls, const net::TcpStream& ends);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool is_open() const { return stream_ != nullptr && !closed_; }
  Result<> require_open() const;
  // TCP's, also under TLS.
  const net::Endpoint& local() const { return local_; }
  const net::Endpoint& remote() const { return remote_; }

  // What script waits for; see Pending.
  enum class Use : std::uint8_t { Read, Write };
  int& pending(Use use);

  // What can be read or written without waiting: how much; nothing when it has to be waited for.
  // Now and then nothing all the same, so that a busy peer does not keep the loop from turning.
  std::optional<std::size_t> read_now(std::span<std::byte> into);
  std::optional<std::size_t> write_now(std::span<const std::byte> bytes);
  // How much was read; 0 at the end. Interrupted once closed.
  Task<std::size_t> read(std::span<std::byte> into);
  // How much was written: some of `bytes`, which may be all.
  Task<std::size_t> write(std::span<const std::byte> bytes);
  Task<> close_write();
  // Pending reads and writes end with Interrupted.
  void close();

  // Whether what is pending holds the loop.
  void ref();
  void unref();
  net::OperationHold& hold() { return hold_; }

  // nullptr unless it is one.
  net::TcpStream* tcp() const;
  net::tls::Stream* tls() const;
  // Gives a TCP stream up for TLS to go on with. Busy while it is read or written, BadResource
  // when there is none.
  Result<std::unique_ptr<net::TcpStream>> take_tcp();

 private:
  Connection(EventLoop& loop, std::unique_ptr<net::ByteStream> stream, net::SocketStream* socket,
      net::Endpoint local, net::Endpoint remote);

  bool may_act_now();
  void note_read(std::size_t count, std::size_t room) { more_expected_ = count == room; }

  std::unique_ptr<net::ByteStream> stream_;  // nullptr once it has been given up
  net::SocketStream* socket_;                // the same, unless it is TLS
  net::Endpoint local_;
  net::Endpoint remote_;
  net::OperationHold hold_;
  net::Lane reading_;
  net::Lane writing_;
  std::uint32_t acted_now_ = 0;
  int pending_[2] = {};         // of each Use
  bool more_expected_ = false;  // the last read filled its buffer
  bool write_closed_ = false;
  bool closed_ = false;
};

// TCP, Unix or TLS over TCP.
class Listener {
 public:
  // `loop` must outlive the listener; `tls` is nullptr for plain TCP.
  Listener(EventLoop& loop, std::unique_ptr<net::TcpListener> tcp,
      std::shared_ptr<const net::tls::ServerContext> tls);
  Listener(EventLoop& loop, std::unique_ptr<net::UnixListener> socket);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // That of TCP; one of zeros otherwise.
  net::Endpoint local() const;
  bool is_open() const { return open_; }
  void close();
  // Whether waiting for a peer holds the loop.
  void ref();
  void unref();
  net::OperationHold& hold() { return hold_; }

  // Someone who waits for a peer; there can be one at a time.
  class Accepting {
   public:
    // Busy while somebody else waits.
    static Result<Accepting> begin(std::shared_ptr<Listener> listener);
    Accepting(Accepting&&) noexcept = default;
    Accepting& operator=(Accepting&&) = delete;
    ~Accepting();
    Listener& listener() const { return *listener_; }

   private:
    explicit Accepting(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
    std::shared_ptr<Listener> listener_;
  };
  static Task<std::shared_ptr<Connection>> accept(Accepting turn);

 private:
  EventLoop& loop_;
  net::OperationHold hold_;
  std::variant<std::unique_ptr<net::TcpListener>, std::unique_ptr<net::UnixListener>> socket_;
  std::shared_ptr<const net::tls::ServerContext> tls_;
  bool accepting_ = false;
  bool open_ = true;
};

// Something that script waits for: holds the loop unless its owner is unreferenced.
template <class Owner>
class Pending {
 public:
  explicit Pending(std::shared_ptr<Owner> owner)
      : owner_(std::move(owner)), scope_(owner_->hold()) {}

 private:
  std::shared_ptr<Owner> owner_;
  net::OperationHold::Scope scope_;
};

// The same for a read or a write, of which the connection keeps count.
class PendingUse {
 public:
  PendingUse(const std::shared_ptr<Connection>& connection, Connection::Use use)
      : connection_(connection), hold_(connection), use_(use) {
    ++connection_->pending(use_);
  }
  PendingUse(PendingUse&&) noexcept = default;
  PendingUse& operator=(PendingUse&&) = delete;
  ~PendingUse() {
    if (connection_) --connection_->pending(use_);
  }

 private:
  std::shared_ptr<Connection> connection_;
  Pending<Connection> hold_;
  Connection::Use use_;
};

}  // namespace bailey::ops
