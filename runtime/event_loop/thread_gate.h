// The one switch for threads: closed until the kernel wall is built, then open.
//
// The wall binds the thread that builds it and those it starts afterwards, so there may be no other
// then. Whatever would start one that stays asks here.
// docs/decisions/0013-one-thread-until-the-wall.md.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace bailey {

// Thread: any.
class ThreadGate {
 public:
  bool is_open() const { return open_.load(std::memory_order_acquire); }

  // Calls `then` as soon as threads may exist: now, or in open().
  void when_open(std::move_only_function<void()> then);

  // From now on threads may be started. May be called again.
  void open();

 private:
  std::atomic<bool> open_ = false;
  std::mutex mutex_;
  std::vector<std::move_only_function<void()>> waiting_;
};

// How many threads the process has, this one included, as the kernel counts them. 0: no /proc.
int count_threads();

}  // namespace bailey
