// Unix socket addresses that stay what was checked. For .cc files of net only.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>

#include "permissions/grant.h"
#include "runtime/net/socket.h"

namespace bailey::net {

// A descriptor that only names a place in the file system (O_PATH), reached without following
// links, and the address by which a socket call reaches that very place.
class PinnedPath {
 public:
  enum class What : std::uint8_t { File, Folder };

  // `path` is absolute and was resolved when it was checked.
  static Result<PinnedPath> open(const std::string& path, What what);
  PinnedPath(PinnedPath&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  PinnedPath& operator=(PinnedPath&&) = delete;
  ~PinnedPath();

  int fd() const { return fd_; }
  std::string proc_path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  explicit PinnedPath(int fd) : fd_(fd) {}
  int fd_;
};

// The file that a listening Unix socket is found by. Destroying it removes the file, unless
// something else has taken its place.
class SocketFile {
 public:
  // Binds `acceptor`, which must be open, to the grant's path.
  static Result<std::unique_ptr<SocketFile>> bind(
      Acceptor& acceptor, const permissions::UnixGrant& grant);
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;
  ~SocketFile();

 private:
  SocketFile(PinnedPath folder, std::string name);

  PinnedPath folder_;
  std::string name_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace bailey::net
