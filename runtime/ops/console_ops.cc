// Standard output and error as console needs them: synchronous and complete.
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/process_parts.h"

namespace bailey::ops {
namespace {

// Writes all of `text`; a reader that went away is not the program's error, nor is output that was
// closed before it started; a full disk is.
Result<> write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t count = ::write(fd, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd wait{fd, POLLOUT, 0};
      if (::poll(&wait, 1, -1) < 0 && !should_retry(errno)) return {};
    } else if (errno == EPIPE || errno == EBADF) {
      return {};
    } else if (!should_retry(errno)) {
      // Interrupted for good: the thread is to end, and so is what it writes.
      if (errno == EINTR) return {};
      return os_failure(errno, "");
    }
  }
  return {};
}

// Not while a prompt is on the terminal.
Result<> write_whole(js::Realm& realm, int fd, std::string_view text) {
  std::unique_lock<std::mutex> passed;
  if (auto* gate = realm.provided<ProcessParts>().terminals.gate(fd)) passed = gate->pass();
  return write_all(fd, text);
}

Result<> print(js::Realm& realm, std::string text, bool is_error) {
  const std::string& prefix = realm.program().console_prefix;
  return write_whole(realm, is_error ? 2 : 1, prefix.empty() ? text : prefix + text);
}

Result<> warn(js::Realm& realm, std::string text) { return write_whole(realm, 2, text); }

Result<> note(js::Realm& realm, std::string text) {
  return realm.program().is_quiet ? Result<>() : warn(realm, std::move(text));
}

bool colors_enabled(std::int32_t fd) {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* force = std::getenv("FORCE_COLOR");
  if (force != nullptr && *force != '\0' && std::string_view(force) != "0") return true;
  return (fd == 1 || fd == 2) && ::isatty(fd) == 1;
}

bool is_terminal(std::int32_t fd) { return fd >= 0 && fd <= 2 && ::isatty(fd) == 1; }

constexpr js::Op kConsoleOps[] = {
    js::ungated_op<print>("print", "the program's own output"),
    js::ungated_op<note>("note", "bailey's own words on standard error, unless --quiet"),
    js::ungated_op<warn>("warn", "bailey's own words on standard error"),
    js::ungated_op<colors_enabled>("colorsEnabled", "how the program's own output looks"),
    js::ungated_op<is_terminal>("isTerminal", "what the program's own output is"),
};

}  // namespace

std::span<const js::Op> console_ops() { return kConsoleOps; }

}  // namespace bailey::ops
