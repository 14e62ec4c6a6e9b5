// A TLS session over another byte stream.
#pragma once

#include <memory>
#include <string>

#include "runtime/event_loop/event_loop.h"
#include "runtime/net/byte_stream.h"
#include "runtime/net/tls/context.h"

namespace bailey::net::tls {

// The handshake happens at the first read or write, unless handshake() was called before.
class Stream final : public ByteStream {
 public:
  // A client that speaks to `host`, a name or an address without brackets, over `carrier`.
  // `loop` must outlive the stream.
  static std::unique_ptr<Stream> client(EventLoop& loop, std::unique_ptr<ByteStream> carrier,
      std::shared_ptr<const ClientContext> context, std::string host);
  static std::unique_ptr<Stream> server(EventLoop& loop, std::unique_ptr<ByteStream> carrier,
      std::shared_ptr<const ServerContext> context);
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() override;

  // Throws InvalidData when the peer cannot be trusted or understood.
  Task<> handshake();
  // The agreed ALPN protocol once the handshake is done; empty for none.
  std::string alpn_protocol() const;
  // What carries the ciphertext; for its addresses and options.
  ByteStream& carrier() const;

  // UnexpectedEof when the peer ended the connection without close_notify: the bytes so far may
  // not be all that it meant to send.
  Task<std::size_t> read_some(std::span<std::byte> into) override;
  Task<> write_all(std::span<const std::byte> bytes) override;
  // Always 0: bytes are encrypted by write_all only.
  std::size_t write_now(std::span<const std::byte> bytes) override;
  Task<> close_write() override;
  // Without a word: the peer sees that the stream was cut.
  void close() override;
  // Tells the peer first, as far as that takes no waiting.
  void close_gently() override;
  bool quiet() const override;
  void ref() override;
  void unref() override;

 private:
  struct State;
  explicit Stream(std::shared_ptr<State> state) : state_(std::move(state)) {}

  // Shared with pending operations, which outlive the stream until they notice that it is gone.
  std::shared_ptr<State> state_;
};

}  // namespace bailey::net::tls
