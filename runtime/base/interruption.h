// Breaking off the system calls a thread waits in: how a worker ends that reads a silent pipe.
#pragma once

#include <pthread.h>

#include <atomic>
#include <functional>
#include <mutex>

namespace bailey {

// Makes the thread that constructs it one whose waiting can be broken off, until it is destroyed
// on that thread.
class Interruptible {
 public:
  Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  ~Interruptible();

  // A system call the thread waits in fails with EINTR, and should_retry() is false there from now
  // on. A call that is just about to begin is missed: repeat it until the thread has ended.
  // Thread: any.
  void interrupt();

 private:
  friend bool should_retry(int error_number);
  friend class WhileInterruptible;

  pthread_t thread_;
  std::atomic<bool> interrupted_ = false;
  std::mutex mutex_;
  std::function<void()> also_;  // guarded by mutex_
};

// Long work that is no system call: while it exists, whoever interrupts the thread that made it
// calls `stop`, which must be safe on any thread. At once if that has been. Nothing on other
// threads.
class WhileInterruptible {
 public:
  explicit WhileInterruptible(std::function<void()> stop);
  WhileInterruptible(const WhileInterruptible&) = delete;
  WhileInterruptible& operator=(const WhileInterruptible&) = delete;
  ~WhileInterruptible();

 private:
  std::function<void()> outer_;
};

// Whether a system call of this thread that failed with `error_number` is to be made again: a
// signal came between, and nobody wants the thread to end.
bool should_retry(int error_number);

}  // namespace bailey
