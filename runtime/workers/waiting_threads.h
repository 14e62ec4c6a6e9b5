// Threads that got ready for the next workers, so that a program that starts one after the other
// waits less for each.
#pragma once

#include <pthread.h>

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

  // `prepare` is called on every such thread, and may make nothing.
  explicit WaitingThreads(Prepare prepare) : prepare_(std::move(prepare)) {}
  WaitingThreads(const WaitingThreads&) = delete;
  WaitingThreads& operator=(const WaitingThreads&) = delete;
  // Ends the threads and waits for that.
  ~WaitingThreads();

  // Starts those that are missing of `count`, as far as the system has them to give. Each ends when
  // no work comes soon.
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
  std::mutex mutex_;
  std::deque<Waiting> waiting_;  // in the order in which they began
};

}  // namespace bailey::workers
