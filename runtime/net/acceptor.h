// The listening socket behind every listener and server. For .cc files of net only.
#pragma once

#include "permissions/grant.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/net/operation_hold.h"
#include "runtime/net/socket.h"
#include "runtime/net/socket_file.h"
#include "runtime/net/tcp.h"

namespace bailey::net {

// Bound and listening on the first address of the grant's host that allows it.
Result<Acceptor> open_tcp_acceptor(
    EventLoop& loop, const permissions::ListenGrant& grant, const ListenOptions& options);
Endpoint local_endpoint(const Acceptor& acceptor);

struct UnixAcceptor {
  Acceptor acceptor;
  std::unique_ptr<SocketFile> file;
};
// Bound and listening at the grant's path.
Result<UnixAcceptor> open_unix_acceptor(
    EventLoop& loop, const permissions::UnixGrant& grant, int backlog);

// The state that a listener shares with its pending accept().
struct OpenAcceptor {
  // `owner` must outlive this.
  OpenAcceptor(EventLoop& owner, Acceptor listening)
      : loop(owner), acceptor(std::move(listening)), hold(owner) {}

  EventLoop& loop;
  Acceptor acceptor;
  OperationHold hold;
};

// Waits for a peer; BadResource when `open` is or gets closed.
Task<Socket> accept_on(std::shared_ptr<OpenAcceptor> open);

}  // namespace bailey::net
