// Breaking off the system calls a thread waits in: how a worker ends that reads a silent pipe.
#pragma once

#include <pthread.h>

#include <atomic>

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

  pthread_t thread_;
  std::atomic<bool> interrupted_ = false;
};

// Whether a system call of this thread that failed with `error_number` is to be made again: a
// signal came between, and nobody wants the thread to end.
bool should_retry(int error_number);

}  // namespace bailey
