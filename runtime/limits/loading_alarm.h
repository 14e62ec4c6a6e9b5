// Limits on time while a program is loaded: the process has one thread then, and none that watches.
#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/limits/limits.h"

namespace bailey::limits {

// Timers of the kernel whose signals end the process. One per process at a time.
class LoadingAlarm {
 public:
  LoadingAlarm() = default;
  LoadingAlarm(const LoadingAlarm&) = delete;
  LoadingAlarm& operator=(const LoadingAlarm&) = delete;
  ~LoadingAlarm() { stop(); }

  // From now on the process ends when `limits` say so about its time, which began at `started`, and
  // its processor time. `prefix` is what messages begin with. What was set before is forgotten.
  // Error when the system has no timers to give.
  Result<> set(
      const Limits& limits, std::chrono::steady_clock::time_point started, std::string_view prefix);
  // Somebody else watches now, and the signals are as before.
  void stop();

 private:
  // `origin` is where the clock stood when `limit` had used nothing.
  Result<> start(
      Limit limit, std::uint64_t value, std::chrono::nanoseconds origin, std::string_view prefix);

  struct Timer {
    timer_t id;
    int signal;
    struct sigaction before;
  };
  std::vector<Timer> timers_;
};

}  // namespace bailey::limits
