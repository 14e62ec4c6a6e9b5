#include "runtime/os/side_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>

#include "runtime/base/os_error.h"

namespace bailey::os {
namespace {

Result<> send(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return os_failure(errno, {});
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// To the end.
Result<std::string> receive(int fd) {
  std::string text;
  char block[4096];
  for (;;) {
    ssize_t count = ::read(fd, block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return os_failure(errno, {});
    if (count == 0) return text;
    text.append(block, static_cast<std::size_t>(count));
  }
}

// A text that arrived whole, told from one whose sender died: its length stands before it.
std::string framed(std::string_view text) {
  std::uint64_t size = text.size();
  std::string frame(sizeof size, '\0');
  std::memcpy(frame.data(), &size, sizeof size);
  return frame.append(text);
}

std::optional<std::string> unframed(std::string frame) {
  std::uint64_t size = 0;
  if (frame.size() < sizeof size) return std::nullopt;
  std::memcpy(&size, frame.data(), sizeof size);
  frame.erase(0, sizeof size);
  if (frame.size() != size) return std::nullopt;
  return frame;
}

[[noreturn]] void serve(int requests, int answers, const SideProcess::Work& work) {
  ::setsid();
  int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int stream = 0; stream <= 2; ++stream) ::dup2(nothing, stream);
  auto frame = receive(requests);
  auto text = frame ? unframed(*std::move(frame)) : std::nullopt;
  if (text) {
    auto done = work(*text);
    (void)send(answers, framed(done ? "" : done.error().message));
  }
  ::_exit(0);
}

}  // namespace

Result<SideProcess> SideProcess::start(const Work& work) {
  int down[2];
  int up[2];
  if (::pipe2(down, O_CLOEXEC) != 0) return os_failure(errno, "pipe");
  OwnedFd requests_in(down[0]);
  OwnedFd requests_out(down[1]);
  if (::pipe2(up, O_CLOEXEC) != 0) return os_failure(errno, "pipe");
  OwnedFd answers_in(up[0]);
  OwnedFd answers_out(up[1]);
  pid_t pid = ::fork();
  if (pid < 0) return os_failure(errno, "fork");
  if (pid == 0) {
    requests_out.reset();
    answers_in.reset();
    serve(requests_in.get(), answers_out.get(), work);
  }
  return SideProcess(std::move(requests_out), std::move(answers_in));
}

Result<> SideProcess::ask(std::string_view text) {
  BAILEY_TRY(send(requests_.get(), framed(text)));
  requests_.reset();
  auto answer = unframed(BAILEY_TRY(receive(answers_.get())));
  if (!answer) return fail(ErrorClass::BrokenPipe, "the process that was to do it is gone");
  if (!answer->empty()) return fail(ErrorClass::Error, *std::move(answer));
  return {};
}

}  // namespace bailey::os
