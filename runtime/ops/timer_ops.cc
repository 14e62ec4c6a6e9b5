// One native timer per realm; the queue of script's timers is bailey:web/timers's.
#include <algorithm>
#include <chrono>
#include <cmath>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// As builtins/web/timers.js has it.
constexpr double kLongestDelayMs = 2147483647;

class Timers {
 public:
  explicit Timers(js::Realm& realm)
      : realm_(realm),
        timer_(realm.loop().io()),
        hold_(realm.loop()),
        immediate_hold_(realm.loop()) {
    hold_.unref();
    immediate_hold_.unref();
  }

  // Milliseconds since the realm began to keep time; monotonic.
  double now() const {
    return std::chrono::duration<double, std::milli>(Clock::now() - start_).count();
  }

  // Replaces what was armed before. What is no number of milliseconds counts as none.
  void arm(double delay_ms) {
    double delay = delay_ms > 0 ? std::min(delay_ms, kLongestDelayMs) : 0;
    timer_.expires_after(std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double, std::milli>(delay)));
    timer_.async_wait([this](const auto& error) {
      if (!error) fire();
    });
  }

  void hold(bool wanted) { wanted ? hold_.ref() : hold_.unref(); }

  void schedule_immediates(bool holds) {
    if (holds) immediate_hold_.ref();
    if (immediates_posted_) return;
    immediates_posted_ = true;
    asio::post(realm_.loop().io(), [this] {
      immediates_posted_ = false;
      immediate_hold_.unref();
      run_immediates();
    });
  }

 private:
  // One macrotask each. One that threw has been reported; the ones after it still run.
  void run_immediates() {
    for (bool more = true; more && !realm_.loop().stopped();) {
      js::Turn turn(realm_);
      v8::Local<v8::Value> answer;
      more = !realm_.call_hook(js::Hook::RunImmediates).ToLocal(&answer) || answer->IsTrue();
      if (realm_.isolate()->IsExecutionTerminating()) return;
    }
  }

  // Runs what is due now, one macrotask each; what becomes due meanwhile waits for the next round.
  void fire() {
    double due_by = now();
    for (;;) {
      js::Turn turn(realm_);
      v8::Local<v8::Value> arguments[] = {v8::Number::New(realm_.isolate(), due_by)};
      v8::Local<v8::Value> next;
      // A timer that threw has been reported; the ones after it still run.
      if (!realm_.call_hook(js::Hook::RunTimer, arguments).ToLocal(&next)) {
        if (realm_.isolate()->IsExecutionTerminating() || realm_.loop().stopped()) return;
        continue;
      }
      double delay = next.As<v8::Number>()->Value();
      if (delay < 0) return;
      if (delay > 0) return arm(delay);
    }
  }

  js::Realm& realm_;
  asio::steady_timer timer_;
  LoopHold hold_;
  LoopHold immediate_hold_;
  bool immediates_posted_ = false;
  Clock::time_point start_ = Clock::now();
};

double now(js::Realm& realm) { return realm.part<Timers>().now(); }
void arm(js::Realm& realm, double delay_ms) { realm.part<Timers>().arm(delay_ms); }
void hold(js::Realm& realm, bool wanted) { realm.part<Timers>().hold(wanted); }
void schedule_immediates(js::Realm& realm, bool holds) {
  realm.part<Timers>().schedule_immediates(holds);
}
double wall_clock_ms() {
  return std::chrono::duration<double, std::milli>(
      std::chrono::system_clock::now().time_since_epoch())
      .count();
}

constexpr js::Op kTimerOps[] = {
    js::ungated_op<now>("now", "a clock"),
    js::ungated_op<arm>("arm", "wakes script later"),
    js::ungated_op<hold>("hold", "keeps the program running"),
    js::ungated_op<schedule_immediates>("scheduleImmediates", "wakes script later"),
    js::ungated_op<wall_clock_ms>("wallClock", "a clock"),
};

}  // namespace

std::span<const js::Op> timer_ops() { return kTimerOps; }

}  // namespace bailey::ops
