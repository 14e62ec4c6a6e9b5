#include "runtime/os/terminal.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <format>

namespace bailey::os {
namespace {

std::unexpected<Error> terminal_failure(int number) {
  // Deno's name for ENOTTY, whose text differs from the C library's.
  std::string_view text = number == ENOTTY ? "Not a typewriter" : ::strerrordesc_np(number);
  return fail(ErrorClass::BadResource, std::format("{}: {}", ::strerrorname_np(number), text));
}

}  // namespace

Terminals::Terminals() : is_terminal_{::isatty(0) == 1, ::isatty(1) == 1, ::isatty(2) == 1} {}

Result<> Terminals::set_mode(const File& file, TerminalMode mode) {
  auto fd = BAILEY_TRY(file.descriptor());
  termios settings{};
  struct stat device{};
  if (::tcgetattr(fd->get(), &settings) != 0) {
    // What is no terminal was never raw: nothing to undo, as in Deno.
    if (mode == TerminalMode::Cooked && errno == ENOTTY) return {};
    return terminal_failure(errno);
  }
  if (::fstat(fd->get(), &device) != 0) return terminal_failure(errno);
  std::lock_guard lock(mutex_);
  auto found = found_.find(device.st_rdev);
  if (mode == TerminalMode::Cooked) {
    if (found == found_.end()) return {};
    if (::tcsetattr(fd->get(), TCSADRAIN, &found->second.settings) != 0)
      return terminal_failure(errno);
    found_.erase(found);
    return {};
  }
  if (found == found_.end())
    found_.emplace(
        device.st_rdev, Found{OwnedFd(::fcntl(fd->get(), F_DUPFD_CLOEXEC, 3)), settings});
  settings.c_iflag &= ~static_cast<tcflag_t>(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
  settings.c_oflag |= ONLCR;
  settings.c_cflag |= CS8;
  settings.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | IEXTEN | ISIG);
  if (mode == TerminalMode::RawWithBreaks) settings.c_lflag |= ISIG;
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  if (::tcsetattr(fd->get(), TCSADRAIN, &settings) != 0) return terminal_failure(errno);
  return {};
}

void Terminals::restore() {
  std::lock_guard lock(mutex_);
  for (auto& [device, found] : found_) ::tcsetattr(found.terminal.get(), TCSANOW, &found.settings);
  found_.clear();
}

}  // namespace bailey::os
