// TCP streams and listeners.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "permissions/grant.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/resolve.h"
#include "runtime/net/socket_stream.h"

namespace bailey::net {

enum class KeepAlive : std::uint8_t { Off, On };
enum class NoDelay : std::uint8_t { Off, On };

class TcpStream final : public SocketStream {
 public:
  explicit TcpStream(std::shared_ptr<OpenSocket> open);

  // As they were when the stream began.
  const Endpoint& local_address() const { return local_; }
  const Endpoint& remote_address() const { return remote_; }

  // BadResource on a closed stream.
  Result<> set_no_delay(NoDelay no_delay);
  Result<> set_keep_alive(KeepAlive keep_alive);

 private:
  Endpoint local_;
  Endpoint remote_;
};

struct ConnectOptions {
  // How long one address may take before the next is tried beside it. RFC 8305, section 5.
  std::chrono::milliseconds attempt_delay{250};
  // The address to connect from; the system's choice when empty.
  std::optional<Endpoint> local = {};
  // Where the name is looked up; must outlive the task.
  const NameService& names = system_names();
};

// Connects to the first address of `destination` that answers. Throws NotCapable, the lookup's
// failure, or that of the last attempt. `loop` must outlive the task.
Task<std::unique_ptr<TcpStream>> connect(
    EventLoop& loop, Destination destination, ConnectOptions options = {});

enum class ReusePort : std::uint8_t { No, Yes };

struct ListenOptions {
  int backlog = 511;
  ReusePort reuse_port = ReusePort::No;
  const NameService& names = system_names();
};

struct OpenAcceptor;

class TcpListener {
 public:
  // Binds the first address of the grant's host that can be bound. `loop` must outlive the
  // listener.
  static Result<std::unique_ptr<TcpListener>> listen(
      EventLoop& loop, const permissions::ListenGrant& grant, ListenOptions options = {});
  TcpListener(const TcpListener&) = delete;
  TcpListener& operator=(const TcpListener&) = delete;
  ~TcpListener();

  // Waits for a peer. BadResource once the listener has been closed.
  Task<std::unique_ptr<TcpStream>> accept();
  const Endpoint& local_address() const { return local_; }
  void close();
  // Whether a pending accept() keeps the loop going.
  void ref();
  void unref();

 private:
  TcpListener(std::shared_ptr<OpenAcceptor> open, Endpoint local);

  // Shared with pending operations.
  std::shared_ptr<OpenAcceptor> open_;
  Endpoint local_;
};

}  // namespace bailey::net
