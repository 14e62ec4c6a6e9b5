#include "runtime/os/signals.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <format>
#include <utility>

namespace bailey::os {
namespace {

// The first name of a number is the one that is shown.
constexpr std::array kSignals = {
    std::pair{"SIGHUP", SIGHUP},
    std::pair{"SIGINT", SIGINT},
    std::pair{"SIGQUIT", SIGQUIT},
    std::pair{"SIGILL", SIGILL},
    std::pair{"SIGTRAP", SIGTRAP},
    std::pair{"SIGABRT", SIGABRT},
    std::pair{"SIGIOT", SIGIOT},
    std::pair{"SIGBUS", SIGBUS},
    std::pair{"SIGFPE", SIGFPE},
    std::pair{"SIGKILL", SIGKILL},
    std::pair{"SIGUSR1", SIGUSR1},
    std::pair{"SIGSEGV", SIGSEGV},
    std::pair{"SIGUSR2", SIGUSR2},
    std::pair{"SIGPIPE", SIGPIPE},
    std::pair{"SIGALRM", SIGALRM},
    std::pair{"SIGTERM", SIGTERM},
    std::pair{"SIGSTKFLT", SIGSTKFLT},
    std::pair{"SIGCHLD", SIGCHLD},
    std::pair{"SIGCONT", SIGCONT},
    std::pair{"SIGSTOP", SIGSTOP},
    std::pair{"SIGTSTP", SIGTSTP},
    std::pair{"SIGTTIN", SIGTTIN},
    std::pair{"SIGTTOU", SIGTTOU},
    std::pair{"SIGURG", SIGURG},
    std::pair{"SIGXCPU", SIGXCPU},
    std::pair{"SIGXFSZ", SIGXFSZ},
    std::pair{"SIGVTALRM", SIGVTALRM},
    std::pair{"SIGPROF", SIGPROF},
    std::pair{"SIGWINCH", SIGWINCH},
    std::pair{"SIGIO", SIGIO},
    std::pair{"SIGPOLL", SIGPOLL},
    std::pair{"SIGPWR", SIGPWR},
    std::pair{"SIGSYS", SIGSYS},
    std::pair{"SIGUNUSED", SIGSYS},
};

constexpr std::array kNotListenable = {SIGKILL, SIGSTOP, SIGSEGV, SIGILL, SIGFPE};

}  // namespace

Result<int> signal_number(std::string_view name) {
  auto found = std::ranges::find(
      kSignals, name, [](const auto& row) { return std::string_view(row.first); });
  if (found == kSignals.end())
    return fail(ErrorClass::TypeError, std::format("Invalid signal: {}", name));
  return found->second;
}

std::optional<std::string_view> signal_name(int number) {
  auto found = std::ranges::find(kSignals, number, [](const auto& row) { return row.second; });
  if (found == kSignals.end()) return std::nullopt;
  return found->first;
}

Result<int> listenable_signal(std::string_view name) {
  int number = BAILEY_TRY(signal_number(name));
  if (std::ranges::find(kNotListenable, number) != kNotListenable.end())
    return fail(ErrorClass::TypeError, std::format("Binding to signal '{}' is not allowed", name));
  return number;
}

namespace internal {

std::unexpected<Error> kill_failure(int number) {
  auto error_class = number == ESRCH    ? ErrorClass::NotFound
                     : number == EPERM  ? ErrorClass::PermissionDenied
                     : number == EINVAL ? ErrorClass::TypeError
                                        : ErrorClass::Error;
  return fail(
      error_class, std::format("{}: {}", ::strerrorname_np(number), ::strerrordesc_np(number)));
}

}  // namespace internal

Result<> kill(const permissions::RunAllGrant&, pid_t pid, int signal) {
  if (::kill(pid, signal) != 0) return internal::kill_failure(errno);
  return {};
}

Result<> kill_self(int signal) {
  if (::kill(::getpid(), signal) != 0) return internal::kill_failure(errno);
  return {};
}

bool is_self(pid_t pid) { return pid == ::getpid(); }

}  // namespace bailey::os
