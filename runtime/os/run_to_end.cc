#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/os/spawn.h"

namespace bailey::os {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

// What one pipe has given so far.
struct Collector {
  OwnedFd pipe;
  Bytes bytes;
  std::size_t size = 0;

  // Takes what is there; closes the pipe at its end.
  Result<> take() {
    if (bytes.size() - size < kBlock && !bytes.resize(std::max(bytes.size() * 2, 2 * kBlock)))
      return fail(ErrorClass::RangeError, "Array buffer allocation failed");
    ssize_t count = ::read(pipe.get(), bytes.data() + size, bytes.size() - size);
    if (count < 0) return should_retry(errno) ? Result<>() : os_failure(errno, "");
    if (count == 0) pipe.reset();
    size += static_cast<std::size_t>(count);
    return {};
  }
};

Result<> collect(std::array<Collector, 2>& collectors) {
  while (collectors[0].pipe || collectors[1].pipe) {
    std::array<pollfd, 2> waits{};
    // poll ignores the negative descriptor of a pipe that is closed.
    for (std::size_t i = 0; i < waits.size(); ++i)
      waits[i] = {.fd = collectors[i].pipe.get(), .events = POLLIN, .revents = 0};
    if (::poll(waits.data(), waits.size(), -1) < 0) {
      if (should_retry(errno)) continue;
      return os_failure(errno, "");
    }
    for (std::size_t i = 0; i < waits.size(); ++i)
      if (waits[i].revents != 0) BAILEY_TRY(collectors[i].take());
  }
  return {};
}

Bytes finish(Collector& collector) {
  collector.bytes.resize(collector.size);
  return std::move(collector.bytes);
}

}  // namespace

Result<Output> run_to_end(const permissions::RunGrant& program, const SpawnOptions& options) {
  auto child = BAILEY_TRY(spawn(program, options));
  child.standard_input.reset();
  std::array<Collector, 2> collectors;
  collectors[0].pipe = std::move(child.standard_output);
  collectors[1].pipe = std::move(child.standard_error);
  auto collected = collect(collectors);
  // The child is waited for whatever happened, or it would stay as a zombie.
  if (!collected) (void)child.kill(9);
  auto status = BAILEY_TRY(child.wait());
  if (!collected) return std::unexpected(std::move(collected).error());
  return Output{.status = status,
      .standard_output = finish(collectors[0]),
      .standard_error = finish(collectors[1])};
}

}  // namespace bailey::os
