#include "runtime/workers/waiting_threads.h"

#include <condition_variable>
#include <utility>
#include <vector>

namespace bailey::workers {
namespace {

// Whatever the limit of the system's is: V8 takes a megabyte, and native code goes deeper.
constexpr std::size_t kStackSize = std::size_t{8} << 20;

}  // namespace

int start_worker_thread(pthread_t& thread, void* (*run)(void*), void* argument) {
  pthread_attr_t attributes;
  if (int error = ::pthread_attr_init(&attributes); error != 0) return error;
  int error = ::pthread_attr_setstacksize(&attributes, kStackSize);
  if (error == 0) error = ::pthread_create(&thread, &attributes, run, argument);
  ::pthread_attr_destroy(&attributes);
  return error;
}

struct WaitingThreads::Post {
  Prepare prepare;
  std::chrono::milliseconds patience;
  std::mutex mutex;
  std::condition_variable changed;
  Work work;              // what to do
  bool is_over = false;   // nothing will come
  bool has_left = false;  // nobody is there for it
};

WaitingThreads::~WaitingThreads() {
  std::lock_guard lock(mutex_);
  for (const Waiting& each : waiting_) join(each);
}

void WaitingThreads::join(const Waiting& waiting) {
  {
    std::lock_guard lock(waiting.post->mutex);
    waiting.post->is_over = true;
    waiting.post->changed.notify_one();
  }
  ::pthread_join(waiting.thread, nullptr);
}

void* WaitingThreads::run(void* argument) {
  std::unique_ptr<std::shared_ptr<Post>> given(static_cast<std::shared_ptr<Post>*>(argument));
  std::shared_ptr<Post> post = *std::move(given);
  ::pthread_setname_np(::pthread_self(), "next worker");
  auto headstart = post->prepare();
  std::unique_lock lock(post->mutex);
  post->changed.wait_for(lock, post->patience, [&] { return post->work || post->is_over; });
  Work work = std::exchange(post->work, nullptr);
  post->has_left = true;
  lock.unlock();
  if (work) work(std::move(headstart));
  return nullptr;
}

bool WaitingThreads::start_one() {
  auto post = std::make_shared<Post>();
  post->prepare = prepare_;
  post->patience = patience_;
  auto given = std::make_unique<std::shared_ptr<Post>>(post);
  pthread_t thread;
  if (start_worker_thread(thread, run, given.get()) != 0) return false;
  given.release();  // NOLINT(bugprone-unused-return-value): the thread's own now
  waiting_.push_back({std::move(post), thread});
  return true;
}

void WaitingThreads::begin(std::size_t count) {
  std::vector<Waiting> gone;  // joined without the lock: they may still take down what they made
  {
    std::lock_guard lock(mutex_);
    std::erase_if(waiting_, [&](const Waiting& each) {
      std::lock_guard waiting(each.post->mutex);
      if (each.post->has_left) gone.push_back(each);
      return each.post->has_left;
    });
    while (waiting_.size() < count && start_one()) {
    }
  }
  for (const Waiting& each : gone) join(each);
}

std::optional<pthread_t> WaitingThreads::take(Work& work) {
  std::lock_guard lock(mutex_);
  for (auto each = waiting_.begin(); each != waiting_.end(); ++each) {
    auto post = each->post;  // whose mutex outlives the lock on it
    std::lock_guard waiting(post->mutex);
    if (post->has_left) continue;
    post->work = std::move(work);
    post->changed.notify_one();
    pthread_t thread = each->thread;
    waiting_.erase(each);
    return thread;
  }
  return std::nullopt;
}

}  // namespace bailey::workers
