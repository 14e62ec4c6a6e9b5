// Unix stream sockets.
#pragma once

#include <memory>
#include <string>

#include "permissions/grant.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/net/socket_stream.h"

namespace bailey::net {

class UnixStream final : public SocketStream {
 public:
  using SocketStream::SocketStream;
};

// Connects to the socket at the grant's path. `loop` must outlive the task and the stream.
Task<std::unique_ptr<UnixStream>> connect(EventLoop& loop, permissions::UnixGrant grant);

struct OpenAcceptor;
class SocketFile;

// A Unix socket that listens; its file goes when the listener does.
class UnixListener {
 public:
  // AddrInUse when there is a file at the path already. `loop` must outlive the listener.
  static Result<std::unique_ptr<UnixListener>> listen(
      EventLoop& loop, const permissions::UnixGrant& grant, int backlog = 511);
  UnixListener(const UnixListener&) = delete;
  UnixListener& operator=(const UnixListener&) = delete;
  ~UnixListener();

  // Waits for a peer. BadResource once the listener has been closed.
  Task<std::unique_ptr<UnixStream>> accept();
  // As the script wrote it.
  const std::string& path() const { return path_; }
  void close();
  void ref();
  void unref();

 private:
  UnixListener(
      std::shared_ptr<OpenAcceptor> open, std::unique_ptr<SocketFile> file, std::string path);

  // Shared with pending operations.
  std::shared_ptr<OpenAcceptor> open_;
  std::unique_ptr<SocketFile> file_;
  std::string path_;
};

}  // namespace bailey::net
