// on_terminal PROGRAM ARGUMENT…: runs a program on a terminal of its own. What it writes there is
// copied to standard output, what comes from standard input is typed. Ends as the program does.
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int kSignalled = 128;  // as a shell has it

// False at the end of `from`.
bool copy(int from, int to) {
  char bytes[65536];
  ssize_t count = ::read(from, bytes, sizeof bytes);
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  for (ssize_t at = 0; at < count;) {
    ssize_t written = ::write(to, bytes + at, static_cast<std::size_t>(count - at));
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) at += written;
  }
  return count > 0;
}

void relay(int terminal) {
  pollfd ends[2] = {{terminal, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  for (;;) {
    if (::poll(ends, 2, -1) < 0 && errno != EINTR) return;
    if (ends[0].revents != 0 && !copy(terminal, STDOUT_FILENO)) return;
    if (ends[1].revents != 0 && !copy(STDIN_FILENO, terminal)) ends[1].fd = -1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: on_terminal PROGRAM ARGUMENT...\n", stderr), 2;
  winsize size{.ws_row = 40, .ws_col = 400, .ws_xpixel = 0, .ws_ypixel = 0};
  int terminal = -1;
  pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) return std::perror("forkpty"), 2;
  if (child == 0) {
    ::execv(argv[1], argv + 1);
    std::perror(argv[1]);
    ::_exit(127);
  }
  relay(terminal);
  // Whoever closes the terminal but lives on is hung up on.
  ::close(terminal);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? kSignalled + WTERMSIG(status) : WEXITSTATUS(status);
}
