// TLS without the network: ciphertext in and out, plaintext in and out.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "runtime/base/result.h"
#include "runtime/net/tls/handles.h"

namespace bailey::net::tls {

// One TLS session. Asio's own ssl::stream was not taken because it can neither send close_notify
// without waiting for the peer's, nor write at once where the socket would let it.
class Engine {
 public:
  // `session` comes from a context's open(); `host` is what a client verifies, for messages.
  explicit Engine(Owned<SSL> session, std::string host = {});
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  enum class Progress : std::uint8_t {
    Done,        // and there may be output
    NeedsInput,  // send the output, feed() what the peer sends, then call again
    Ended,       // the peer has said that it will send no more
  };
  struct Read {
    Progress progress;
    std::size_t count = 0;
  };

  // Failures are InvalidData, with the words scripts know: `invalid peer certificate: …`. There is
  // output even then, the alert that tells the peer.
  Result<Progress> handshake();
  bool handshake_done() const { return SSL_is_init_finished(session_.get()) == 1; }
  // At most into.size() bytes of plaintext.
  Result<Read> read(std::span<std::byte> into);
  // Encrypts all of `plaintext`, which may be empty. Needs a finished handshake.
  Result<> write(std::span<const std::byte> plaintext);
  // Puts close_notify into the output. Reading goes on.
  void close_write();

  void feed(std::span<const std::byte> ciphertext);
  // Whether anything that was fed has not been read yet, be it part of a record.
  bool has_input() const;
  // What to send; valid until the next call of anything but consume().
  std::span<const std::byte> output() const;
  // The first `count` bytes of the output have been sent.
  void consume(std::size_t count);

  // The protocol both sides agreed on; empty for none.
  std::string alpn_protocol() const;

 private:
  Error failure() const;

  Owned<SSL> session_;
  BIO* incoming_;  // the session's
  BIO* outgoing_;  // the session's
  std::string host_;
};

}  // namespace bailey::net::tls
