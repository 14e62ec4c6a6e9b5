// A connection as a pair of byte streams, whatever carries it.
#pragma once

#include <cstddef>
#include <span>

#include "runtime/event_loop/task.h"

namespace bailey::net {

// TCP, Unix or TLS. At most one read and one write may be pending at a time; they do not disturb
// each other. The spans must live until the task has ended. A stream may be destroyed while
// operations are pending: they end with Interrupted.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Waits for bytes and puts them in `into`. How many; 0 when the peer has ended its half.
  virtual Task<std::size_t> read_some(std::span<std::byte> into) = 0;
  // Ends when the kernel has taken all of `bytes`.
  virtual Task<> write_all(std::span<const std::byte> bytes) = 0;
  // Writes what can be taken without waiting: how much; 0 also for failures, which write_all tells.
  virtual std::size_t write_now(std::span<const std::byte> bytes) = 0;
  // Tells the peer that nothing more will be written. NotConnected when the peer is gone.
  virtual Task<> close_write() = 0;
  // Ends both halves at once; pending operations end with Interrupted, later ones with
  // BadResource. Harmless when closed already.
  virtual void close() = 0;
  // The same, but the peer gets what was written even when it goes on writing for a while: a
  // connection that is closed with bytes unread is reset.
  virtual void close_gently() = 0;

  // Nothing waits to be read, not even the end: the connection can be used once more.
  virtual bool quiet() const = 0;

  // Whether pending operations keep the loop going.
  virtual void ref() = 0;
  virtual void unref() = 0;
};

}  // namespace bailey::net
