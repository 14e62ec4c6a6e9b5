#include "runtime/limits/loading_alarm.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <format>
#include <string>

#include "runtime/base/os_error.h"
#include "runtime/limits/last_words.h"

namespace bailey::limits {
namespace {

using std::chrono::nanoseconds;

// What a signal's handler has to know. Only changed while its timer does not run.
struct Alarm {
  Limit limit;
  clockid_t clock;
  int signal;
  std::string text = {};
};
std::array<Alarm, 2> alarms = {Alarm{Limit::Time, CLOCK_MONOTONIC, SIGALRM},
    Alarm{Limit::CpuTime, CLOCK_PROCESS_CPUTIME_ID, SIGXCPU}};

// Runs at any instruction of the program: calls what is safe there alone.
void on_alarm(int signal, siginfo_t* info, void*) {
  if (info->si_code == SI_TIMER)
    for (const Alarm& alarm : alarms)
      if (alarm.signal == signal) {
        say_last_words(alarm.text);
        end_at_once(names(alarm.limit).exit_code);
      }
  // Somebody else's.
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

Result<> LoadingAlarm::set(
    const Limits& limits, std::chrono::steady_clock::time_point started, std::string_view prefix) {
  stop();
  if (auto limit = limits[Limit::Time])
    BAILEY_TRY(start(Limit::Time, *limit, started.time_since_epoch(), prefix));
  if (auto limit = limits[Limit::CpuTime])
    BAILEY_TRY(start(Limit::CpuTime, *limit, nanoseconds(0), prefix));
  return {};
}

Result<> LoadingAlarm::start(
    Limit limit, std::uint64_t value, nanoseconds origin, std::string_view prefix) {
  auto& alarm = alarms[limit == Limit::Time ? 0 : 1];
  alarm.text = std::format(
      "{}{}\n    while it was loaded\n", prefix, limit_message(limit, value, "The program", ""));
  struct sigaction action{};
  struct sigaction before{};
  action.sa_sigaction = on_alarm;
  action.sa_flags = SA_SIGINFO | SA_RESETHAND;
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = alarm.signal;
  timer_t id{};
  if (::timer_create(alarm.clock, &event, &id) != 0) return os_failure(errno, "start a timer");
  ::sigaction(alarm.signal, &action, &before);  // the number is one of the system's
  timers_.push_back({id, alarm.signal, before});
  constexpr std::int64_t kSecond = 1'000'000'000;
  constexpr std::uint64_t kCenturies = std::uint64_t{1} << 62;
  auto end = origin.count() + static_cast<std::int64_t>(std::min(value, kCenturies));
  itimerspec when{};
  when.it_value = {.tv_sec = end / kSecond, .tv_nsec = end % kSecond};
  if (::timer_settime(id, TIMER_ABSTIME, &when, nullptr) != 0)
    return os_failure(errno, "start a timer");
  return {};
}

void LoadingAlarm::stop() {
  for (const Timer& timer : timers_) {
    ::timer_delete(timer.id);
    ::sigaction(timer.signal, &timer.before, nullptr);
  }
  timers_.clear();
}

}  // namespace bailey::limits
