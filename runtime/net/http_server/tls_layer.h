// TLS between a connection's socket and its buffers. For .cc files of this folder only.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "runtime/net/tls/context.h"
#include "runtime/net/tls/engine.h"

namespace bailey::net {

class TlsLayer {
 public:
  explicit TlsLayer(std::shared_ptr<const tls::ServerContext> context)
      : context_(std::move(context)), engine_(context_->open()) {}

  // Where to read ciphertext to.
  std::span<std::byte> room() { return ciphertext_; }

  enum class Outcome : std::uint8_t { Open, Ended, Failed };
  // Takes the first `count` bytes of the room and appends what they decrypt to at `end` of
  // `plaintext`, which grows as needed. There may be something to send even when it failed.
  Outcome receive(std::size_t count, std::vector<char>& plaintext, std::size_t& end);
  // Replaces `out` by what to send for it, with all that the session itself has to say; false
  // when there is no session to send it over.
  bool seal(std::string& out);
  // Tells the peer that nothing more will come; false when that has been said before.
  bool end();

 private:
  std::shared_ptr<const tls::ServerContext> context_;  // what the session's callbacks refer to
  tls::Engine engine_;
  std::array<std::byte, 17 * 1024> ciphertext_;  // a record and its overhead
  bool said_end_ = false;
};

}  // namespace bailey::net
