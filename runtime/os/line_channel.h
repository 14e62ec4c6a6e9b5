// Lines of text to and from another program, through a Unix socket, by calls that block.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "permissions/grant.h"
#include "runtime/base/result.h"
#include "runtime/os/owned_fd.h"

namespace bailey::os {

// Thread: one at a time.
class LineChannel {
 public:
  // The path must fit a socket address: at most 107 bytes.
  static Result<LineChannel> connect(const permissions::UnixGrant& grant);

  // Writes all of `text`, which holds its own line ends.
  Result<> send(std::string_view text);

  // The next line, without its end. UnexpectedEof when the other side closed the connection,
  // InvalidData beyond `limit` bytes. Interrupted when the thread is wanted to end; a line that
  // had begun to arrive is then kept for the next call.
  Result<std::string> receive(std::size_t limit);

 private:
  explicit LineChannel(OwnedFd socket) : socket_(std::move(socket)) {}

  OwnedFd socket_;
  std::string received_;  // what came after the last line that was taken
};

}  // namespace bailey::os
