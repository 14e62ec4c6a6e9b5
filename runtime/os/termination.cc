#include "runtime/os/termination.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <thread>
#include <utility>

#include "runtime/base/check.h"

namespace bailey::os {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// A signal handler has nothing but globals: the pipe it writes to, negative before there is one,
// and which of kSignals it is for.
std::atomic<int> signal_pipe = -1;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<unsigned> handled = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

unsigned bit_of(int signal) { return 1U << static_cast<unsigned>(signal); }

void on_signal(int signal) {
  int saved = errno;
  auto byte = static_cast<unsigned char>(signal);
  (void)!::write(signal_pipe.load(), &byte, 1);
  errno = saved;
}

void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

void end_by(int signal) {
  set_handler(signal, SIG_DFL);
  sigset_t only{};
  ::sigemptyset(&only);
  ::sigaddset(&only, signal);
  ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  ::raise(signal);
}

}  // namespace

void before_termination(std::function<void(int signal)> last) {
  BAILEY_CHECK(signal_pipe < 0);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  signal_pipe = ends[1];
  for (int signal : kSignals) {
    struct sigaction now{};
    ::sigaction(signal, nullptr, &now);
    // Script may have begun to listen already.
    if (now.sa_handler != SIG_DFL) continue;
    handled |= bit_of(signal);
    set_handler(signal, on_signal);
  }
  std::thread([fd = ends[0], last = std::move(last)] {
    unsigned char signal = 0;
    ssize_t count = 0;
    do count = ::read(fd, &signal, 1);
    while (count < 0 && errno == EINTR);
    if (count != 1) return;
    last(signal);
    end_by(signal);
  }).detach();
}

void internal::restore_termination(int signal) {
  if (signal < 0 || signal >= 32 || (handled & bit_of(signal)) == 0) return;
  // Another listener may still be there.
  struct sigaction now{};
  ::sigaction(signal, nullptr, &now);
  if (now.sa_handler == SIG_DFL) set_handler(signal, on_signal);
}

}  // namespace bailey::os
