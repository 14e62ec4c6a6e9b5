#include "runtime/os/signal_watch.h"

#include <uv.h>

#include "runtime/base/os_error.h"
#include "runtime/os/termination.h"

namespace bailey::os {

struct SignalWatch::Handle {
  uv_signal_t signal{};
  std::function<void()> on_signal;
};

SignalWatch::SignalWatch(EventLoop& loop, int number, std::function<void()> on_signal)
    : loop_(loop), expectation_(loop), outcome_(loop.start_uv()) {
  expectation_.unref();
  if (!outcome_) return;
  handle_ = new Handle;
  handle_->on_signal = std::move(on_signal);
  handle_->signal.data = handle_;
  uv_signal_init(&loop.uv(), &handle_->signal);
  int error = uv_signal_start(
      &handle_->signal,
      [](uv_signal_t* signal, int) {
        // By value: the callback may end the watch.
        auto call = static_cast<Handle*>(signal->data)->on_signal;
        call();
      },
      number);
  if (error != 0) outcome_ = os_failure(-error, "");
  loop.uv_changed();
}

SignalWatch::~SignalWatch() {
  if (handle_ == nullptr) return;
  int number = handle_->signal.signum;
  uv_close(reinterpret_cast<uv_handle_t*>(&handle_->signal),
      [](uv_handle_t* signal) { delete static_cast<Handle*>(signal->data); });
  internal::restore_termination(number);
  loop_.uv_changed();
}

}  // namespace bailey::os
