#include "runtime/os/process_setup.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "runtime/base/check.h"

#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#endif

namespace bailey::os {

void set_up_process() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number is the one that is missing.
    BAILEY_CHECK(::open("/dev/null", O_RDWR) == fd);
  }
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, nullptr);
  // Ignored SIGCHLD is inherited, and makes the kernel forget how children ended.
  struct sigaction standard{};
  standard.sa_handler = SIG_DFL;
  ::sigaction(SIGCHLD, &standard, nullptr);
}

void close_descriptors(std::span<const int> descriptors) {
  for (int fd : descriptors) ::close(fd);
}

void end_process(int exit_code) {
  std::fflush(nullptr);
#if __has_feature(address_sanitizer)
  __lsan_do_leak_check();
#endif
  ::_exit(exit_code);
}

}  // namespace bailey::os
