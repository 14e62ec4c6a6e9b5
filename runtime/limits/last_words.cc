#include "runtime/limits/last_words.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>

namespace bailey::limits {
namespace {

// A pipe that can be written to takes this much without waiting.
constexpr std::size_t kPiece = 4096;
// Who reads standard error may be slow; it must not keep the program alive.
constexpr int kPatienceMs = 200;

}  // namespace

void say_last_words(std::string_view text) {
  while (!text.empty()) {
    pollfd error_stream{2, POLLOUT, 0};
    if (::poll(&error_stream, 1, kPatienceMs) <= 0 || (error_stream.revents & POLLOUT) == 0) break;
    ssize_t count = ::write(2, text.data(), std::min(text.size(), kPiece));
    if (count <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

void end_at_once(int exit_code) { ::_exit(exit_code); }

void sleep_for_ever() {
  for (;;) ::pause();
}

}  // namespace bailey::limits
