// Threads that got ready for the next workers, so that a program that starts one after the other
// waits less for each.
#pragma once

#include <pthread.h>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace bailey::workers {

// What could be done for a worker before it was known. Made, used and destroyed on its thread.
class Headstart {
 public:
  virtual ~Headstart() = default;
};

// Starts a thread with the stack that a worker's script needs. Returns 0 or an errno.
int start_worker_thread(pthread_t& thread, void* (*run)(void*), void* argument);

// Thread: any.
class WaitingThreads {
 public:
  using Work = std::move_only_function<void(std::unique_ptr<Headstart>)>;
  using Prepare = std::function<std::unique_ptr<Headstart>()>;

  // Who starts workers over and over does so before; what is kept ready costs memory.
  static constexpr std::chrono::milliseconds kPatience{2000};

  // `prepare` is called on every such thread, and may make nothing. A thread ends when no work
  // comes for `patience`.
  explicit WaitingThreads(Prepare prepare, std::chrono::milliseconds patience = kPatience)
      : prepare_(std::move(prepare)), patience_(patience) {}
  WaitingThreads(const WaitingThreads&) = delete;
  WaitingThreads& operator=(const WaitingThreads&) = delete;
  // Ends the threads and waits for that.
  ~WaitingThreads();

  // Starts those that are missing of `count`, as far as the system has them to give.
  void begin(std::size_t count);
  // Hands `work` to the one that waits longest, and that one to the caller, who has to join it.
  // Nothing happens when there is none.
  std::optional<pthread_t> take(Work& work);

 private:
  struct Post;  // where a thread waits, shared with it
  struct Waiting {
    std::shared_ptr<Post> post;
    pthread_t thread;
  };

  static void* run(void* post);
  static void join(const Waiting& waiting);
  bool start_one();

  Prepare prepare_;
  std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::deque<Waiting> waiting_;  // in the order in which they began
};

}  // namespace bailey::workers
