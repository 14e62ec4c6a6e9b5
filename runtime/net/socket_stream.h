// The byte stream over a connected socket: what TCP and Unix streams share.
#pragma once

#include <memory>
#include <optional>

#include "runtime/event_loop/event_loop.h"
#include "runtime/net/byte_stream.h"

namespace bailey::net {

struct OpenSocket;  // the socket and its hold on the loop

class SocketStream : public ByteStream {
 public:
  explicit SocketStream(std::shared_ptr<OpenSocket> open) : open_(std::move(open)) {}
  SocketStream(const SocketStream&) = delete;
  SocketStream& operator=(const SocketStream&) = delete;
  ~SocketStream() override;

  Task<std::size_t> read_some(std::span<std::byte> into) override;
  // What is there already: how much, 0 at the end; nothing when it has to be waited for, and for
  // failures, which read_some tells.
  std::optional<std::size_t> read_now(std::span<std::byte> into);
  Task<> write_all(std::span<const std::byte> bytes) override;
  // Ends when the kernel has taken some of `bytes`. How much.
  Task<std::size_t> write_some(std::span<const std::byte> bytes);
  std::size_t write_now(std::span<const std::byte> bytes) override;
  Task<> close_write() override;
  void close() override;
  void close_gently() override;
  bool quiet() const override;
  void ref() override;
  void unref() override;

  // Gives the socket up, for TLS to go on with. No operation may be pending; the stream is closed
  // afterwards. nullptr when it was closed before.
  std::shared_ptr<OpenSocket> release();

 protected:
  // nullptr after release().
  OpenSocket* open() const { return open_.get(); }

 private:
  // Shared with pending operations, which outlive the stream until they notice that it is gone.
  std::shared_ptr<OpenSocket> open_;
};

}  // namespace bailey::net
