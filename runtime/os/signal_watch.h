// Listening to a signal on the loop.
#pragma once

#include <functional>

#include "runtime/base/result.h"
#include "runtime/event_loop/event_loop.h"

namespace bailey::os {

// Calls back on the loop's thread for every delivery of one signal (several that come close
// together count as one), instead of what the signal would do by default. Does not hold the loop.
// Belongs to the loop's thread; `loop` must outlive it.
class SignalWatch {
 public:
  // `number` as from listenable_signal(). See outcome() before use.
  SignalWatch(EventLoop& loop, int number, std::function<void()> on_signal);
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

  // Why the signal cannot be listened to; success when it can.
  const Result<>& outcome() const { return outcome_; }

 private:
  struct Handle;

  EventLoop& loop_;
  LoopHold expectation_;      // never referenced
  Handle* handle_ = nullptr;  // freed by libuv's close callback; null: there is no libuv
  Result<> outcome_;
};

}  // namespace bailey::os
