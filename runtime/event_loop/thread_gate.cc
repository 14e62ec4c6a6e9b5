#include "runtime/event_loop/thread_gate.h"

#include <sys/stat.h>

#include <utility>

namespace bailey {

void ThreadGate::when_open(std::move_only_function<void()> then) {
  {
    std::lock_guard lock(mutex_);
    if (!is_open()) {
      waiting_.push_back(std::move(then));
      return;
    }
  }
  then();
}

void ThreadGate::open() {
  std::vector<std::move_only_function<void()>> waiting;
  {
    std::lock_guard lock(mutex_);
    open_.store(true, std::memory_order_release);
    waiting.swap(waiting_);
  }
  for (auto& then : waiting) then();
}

int count_threads() {
  struct stat tasks{};
  // A folder has a link from its parent, one from itself, and one from each folder in it.
  if (::stat("/proc/self/task", &tasks) != 0 || tasks.st_nlink < 3) return 0;
  return static_cast<int>(tasks.st_nlink) - 2;
}

}  // namespace bailey
