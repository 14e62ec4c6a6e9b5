#include "runtime/workers/waiting_thread.h"

#include <chrono>
#include <condition_variable>
#include <utility>

namespace bailey::workers {
namespace {

// Whatever the limit of the system's is: V8 takes a megabyte, and native code goes deeper.
constexpr std::size_t kStackSize = std::size_t{8} << 20;

// Who starts workers over and over does so before; what is kept ready costs memory.
constexpr std::chrono::seconds kPatience{2};

}  // namespace

int start_worker_thread(pthread_t& thread, void* (*run)(void*), void* argument) {
  pthread_attr_t attributes;
  if (int error = ::pthread_attr_init(&attributes); error != 0) return error;
  int error = ::pthread_attr_setstacksize(&attributes, kStackSize);
  if (error == 0) error = ::pthread_create(&thread, &attributes, run, argument);
  ::pthread_attr_destroy(&attributes);
  return error;
}

struct WaitingThread::Post {
  Prepare prepare;
  std::mutex mutex;
  std::condition_variable changed;
  Work work;              // what to do
  bool is_over = false;   // nothing will come
  bool has_left = false;  // nobody is there for it
};

WaitingThread::~WaitingThread() {
  std::lock_guard lock(mutex_);
  if (post_) join();
}

void WaitingThread::join() {
  {
    std::lock_guard lock(post_->mutex);
    post_->is_over = true;
    post_->changed.notify_one();
  }
  ::pthread_join(thread_, nullptr);
  post_.reset();
}

void* WaitingThread::run(void* argument) {
  std::unique_ptr<std::shared_ptr<Post>> given(static_cast<std::shared_ptr<Post>*>(argument));
  std::shared_ptr<Post> post = *std::move(given);
  ::pthread_setname_np(::pthread_self(), "next worker");
  auto headstart = post->prepare();
  std::unique_lock lock(post->mutex);
  post->changed.wait_for(lock, kPatience, [&] { return post->work || post->is_over; });
  Work work = std::exchange(post->work, nullptr);
  post->has_left = true;
  lock.unlock();
  if (work) work(std::move(headstart));
  return nullptr;
}

void WaitingThread::begin() {
  std::lock_guard lock(mutex_);
  if (post_) {
    {
      std::lock_guard waiting(post_->mutex);
      if (!post_->has_left) return;
    }
    join();
  }
  auto post = std::make_shared<Post>();
  post->prepare = prepare_;
  auto given = std::make_unique<std::shared_ptr<Post>>(post);
  if (start_worker_thread(thread_, run, given.get()) != 0) return;
  given.release();  // NOLINT(bugprone-unused-return-value): the thread's own now
  post_ = std::move(post);
}

std::optional<pthread_t> WaitingThread::take(Work& work) {
  std::lock_guard lock(mutex_);
  auto post = post_;  // whose mutex outlives the lock on it
  if (!post) return std::nullopt;
  std::lock_guard waiting(post->mutex);
  if (post->has_left) return std::nullopt;
  post->work = std::move(work);
  post->changed.notify_one();
  post_.reset();
  return thread_;
}

}  // namespace bailey::workers
