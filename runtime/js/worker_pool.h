// The threads that V8 compiles and collects garbage on. They can be told to end for a while.
#pragma once

#include <v8-platform.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace bailey::js {

class JitKey;

// V8 never waits for a task it has posted: it takes it back, or does the work itself. So tasks may
// wait for as long as there are no threads. Thread: any.
class WorkerPool {
 public:
  // Has no threads before start(), and then as many as there is work for, up to `most_threads`.
  // `key`, if any, must outlive the pool.
  explicit WorkerPool(std::size_t most_threads, const JitKey* key = nullptr)
      : most_threads_(most_threads), key_(key) {}
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  // Ends the threads and drops what still waits.
  ~WorkerPool() { stop(); }

  void post(v8::TaskPriority priority, std::unique_ptr<v8::Task> task);
  void post_delayed(
      v8::TaskPriority priority, std::unique_ptr<v8::Task> task, double delay_in_seconds);

  // Tasks run from now on. No effect when they do already.
  void start();
  // Returns when every thread has ended, with what it was doing. What waits is kept for start().
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kPriorities = 3;
  struct Delayed {
    v8::TaskPriority priority;
    std::unique_ptr<v8::Task> task;
  };

  void add(v8::TaskPriority priority, std::unique_ptr<v8::Task> task);
  std::size_t waiting() const;
  void add_thread();
  void work();
  std::unique_ptr<v8::Task> next(std::unique_lock<std::mutex>& lock);

  const std::size_t most_threads_;
  const JitKey* const key_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<std::deque<std::unique_ptr<v8::Task>>, kPriorities> ready_;  // the last come first
  std::multimap<Clock::time_point, Delayed> delayed_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool running_ = false;
};

}  // namespace bailey::js
