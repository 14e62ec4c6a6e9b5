// A thread that got ready for the next worker, so that a program that starts one after the other
// waits less for each.
#pragma once

#include <pthread.h>

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

// At most one thread at a time. Thread: any.
class WaitingThread {
 public:
  using Work = std::move_only_function<void(std::unique_ptr<Headstart>)>;
  using Prepare = std::function<std::unique_ptr<Headstart>()>;

  // `prepare` is called on every such thread, and may make nothing.
  explicit WaitingThread(Prepare prepare) : prepare_(std::move(prepare)) {}
  WaitingThread(const WaitingThread&) = delete;
  WaitingThread& operator=(const WaitingThread&) = delete;
  // Ends the thread and waits for that.
  ~WaitingThread();

  // Starts one, unless one waits or the system has none to give. It ends when no work comes soon.
  void begin();
  // Hands `work` to the one that waits, and that one to the caller, who has to join it. Nothing
  // happens when there is none.
  std::optional<pthread_t> take(Work& work);

 private:
  struct Post;  // where a thread waits, shared with it

  static void* run(void* post);
  void join();

  Prepare prepare_;
  std::mutex mutex_;
  std::shared_ptr<Post> post_;
  pthread_t thread_{};  // when there is a post
};

}  // namespace bailey::workers
