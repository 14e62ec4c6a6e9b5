// Waiting for descriptors on the loop, without a thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "runtime/base/bytes.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/task.h"
#include "runtime/os/file.h"
#include "runtime/os/owned_fd.h"
#include "runtime/os/spawn.h"

namespace bailey::os {

// Returns when reading `file` would not wait: at once for files that never wait. Leaves the
// descriptor's flags as they are, since other programs may share it.
Task<> wait_readable(EventLoop& loop, std::shared_ptr<const File> file);

// Returns when the child has ended.
Task<ExitStatus> wait_for_end(EventLoop& loop, std::shared_ptr<Child> child);

// One end of a pipe that bailey made. Belongs to the loop's thread; a Task of it keeps it alive by
// a shared_ptr. Throws Failure: BadResource once closed.
class AsyncPipe : public std::enable_shared_from_this<AsyncPipe> {
 public:
  // Makes the descriptor non-blocking.
  AsyncPipe(EventLoop& loop, OwnedFd fd);
  AsyncPipe(const AsyncPipe&) = delete;
  AsyncPipe& operator=(const AsyncPipe&) = delete;

  // The number of bytes read, 0 at the end. One read at a time. `into` must outlive the Task.
  Task<std::size_t> read(std::span<std::uint8_t> into);
  // Writes all of it. One write at a time. `bytes` must outlive the Task.
  Task<> write_all(std::span<const std::uint8_t> bytes);
  // Also ends what is waiting. BadResource when closed already.
  Result<> close();
  bool is_open() const { return descriptor_.is_open(); }

 private:
  Task<> wait(boost::asio::posix::stream_descriptor::wait_type what);

  boost::asio::posix::stream_descriptor descriptor_;
};

}  // namespace bailey::os
