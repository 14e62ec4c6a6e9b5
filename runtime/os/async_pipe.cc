#include "runtime/os/async_pipe.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/base/os_error.h"

namespace bailey::os {
namespace {

namespace asio = boost::asio;
using Descriptor = asio::posix::stream_descriptor;

[[noreturn]] void throw_closed() { throw Failure({ErrorClass::BadResource, "Bad resource ID"}); }

// Waits on a descriptor of its own for the same open file; false when it cannot be waited for,
// as is the case for regular files.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-reference-coroutine-parameters): the loop outlives it
Task<bool> wait_on_copy(EventLoop& loop, int fd) {
  OwnedFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
  if (!copy) throw Failure(os_error(errno, ""));
  Descriptor descriptor(loop.io());
  boost::system::error_code error;
  descriptor.assign(copy.get(), error);
  if (error) co_return false;
  (void)copy.release();
  co_await descriptor.async_wait(
      Descriptor::wait_read, asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

}  // namespace

// NOLINTNEXTLINE(cppcoreguidelines-avoid-reference-coroutine-parameters): the loop outlives it
Task<> wait_readable(EventLoop& loop, std::shared_ptr<const File> file) {
  if (!file->may_wait()) co_return;
  auto fd = value_or_throw(file->descriptor());
  co_await wait_on_copy(loop, fd->get());
}

// NOLINTNEXTLINE(cppcoreguidelines-avoid-reference-coroutine-parameters): the loop outlives it
Task<ExitStatus> wait_for_end(EventLoop& loop, std::shared_ptr<Child> child) {
  for (;;) {
    auto status = value_or_throw(child->poll());
    if (status) co_return *status;
    if (child->pidfd() && co_await wait_on_copy(loop, child->pidfd().get())) continue;
    // A kernel without pidfds: look now and then.
    asio::steady_timer pause(loop.io(), std::chrono::milliseconds(5));
    co_await pause.async_wait(asio::use_awaitable);
  }
}

AsyncPipe::AsyncPipe(EventLoop& loop, OwnedFd fd) : descriptor_(loop.io()) {
  ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
  descriptor_.assign(fd.release());
}

Task<> AsyncPipe::wait(Descriptor::wait_type what) {
  boost::system::error_code error;
  co_await descriptor_.async_wait(what, asio::redirect_error(asio::use_awaitable, error));
  if (error || !descriptor_.is_open()) throw_closed();
}

Task<std::size_t> AsyncPipe::read(std::span<std::uint8_t> into) {
  auto self = shared_from_this();
  for (;;) {
    if (!descriptor_.is_open()) throw_closed();
    ssize_t count = ::read(descriptor_.native_handle(), into.data(), into.size());
    if (count >= 0) co_return static_cast<std::size_t>(count);
    if (errno == EAGAIN)
      co_await wait(Descriptor::wait_read);
    else if (errno != EINTR)
      throw Failure(os_error(errno, ""));
  }
}

Task<> AsyncPipe::write_all(std::span<const std::uint8_t> bytes) {
  auto self = shared_from_this();
  while (!bytes.empty()) {
    if (!descriptor_.is_open()) throw_closed();
    ssize_t count = ::write(descriptor_.native_handle(), bytes.data(), bytes.size());
    if (count > 0)
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    else if (errno == EAGAIN)
      co_await wait(Descriptor::wait_write);
    else if (errno != EINTR)
      throw Failure(os_error(errno, ""));
  }
}

Result<> AsyncPipe::close() {
  if (!descriptor_.is_open()) return fail(ErrorClass::BadResource, "Bad resource ID");
  boost::system::error_code ignored;
  descriptor_.close(ignored);
  return {};
}

}  // namespace bailey::os
