#include "runtime/js/worker_pool.h"

#include <ranges>
#include <system_error>
#include <utility>

#include "runtime/js/jit_key.h"

namespace bailey::js {

void WorkerPool::post(v8::TaskPriority priority, std::unique_ptr<v8::Task> task) {
  std::lock_guard lock(mutex_);
  add(priority, std::move(task));
}

void WorkerPool::post_delayed(
    v8::TaskPriority priority, std::unique_ptr<v8::Task> task, double delay_in_seconds) {
  auto delay =
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(delay_in_seconds));
  std::lock_guard lock(mutex_);
  delayed_.emplace(Clock::now() + delay, Delayed{priority, std::move(task)});
  add_thread();
}

void WorkerPool::add(v8::TaskPriority priority, std::unique_ptr<v8::Task> task) {
  ready_[static_cast<std::size_t>(priority)].push_back(std::move(task));
  add_thread();
}

// Under the lock. One thread is enough to wait for all that is delayed.
std::size_t WorkerPool::waiting() const {
  std::size_t count = delayed_.empty() ? 0 : 1;
  for (const auto& queue : ready_) count += queue.size();
  return count;
}

// Under the lock. Wakes a thread, or makes one.
void WorkerPool::add_thread() {
  if (!running_) return;
  changed_.notify_one();
  // Who was woken before counts as idle until it has taken its task.
  if (idle_ >= waiting() || threads_.size() == most_threads_) return;
  try {
    threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // The system has no thread to give: the others do it, or V8 itself.
  }
}

void WorkerPool::work() {
  // SECURITY: a thread begins with the rights of the one that started it, which may be about to
  // write code; it is not to keep them. jit_key_test.cc
  if (key_ != nullptr) key_->forbid_writing();
  std::unique_lock lock(mutex_);
  while (auto task = next(lock)) {
    lock.unlock();
    task->Run();
    task.reset();
    lock.lock();
  }
}

// Under the lock, which it lets go of while waiting. Null when the thread is to end.
std::unique_ptr<v8::Task> WorkerPool::next(std::unique_lock<std::mutex>& lock) {
  while (running_) {
    while (!delayed_.empty() && delayed_.begin()->first <= Clock::now()) {
      auto due = delayed_.extract(delayed_.begin());
      ready_[static_cast<std::size_t>(due.mapped().priority)].push_back(
          std::move(due.mapped().task));
    }
    for (auto& queue : std::views::reverse(ready_)) {
      if (queue.empty()) continue;
      auto task = std::move(queue.front());
      queue.pop_front();
      if (!delayed_.empty()) changed_.notify_one();  // another thread waits for that now
      return task;
    }
    ++idle_;
    if (delayed_.empty())
      changed_.wait(lock);
    else
      changed_.wait_until(lock, delayed_.begin()->first);
    --idle_;
  }
  return nullptr;
}

void WorkerPool::start() {
  std::lock_guard lock(mutex_);
  if (std::exchange(running_, true)) return;
  for (auto count = waiting(); count > 0; --count) add_thread();
}

void WorkerPool::stop() {
  std::vector<std::thread> ending;
  {
    std::lock_guard lock(mutex_);
    running_ = false;
    ending.swap(threads_);
  }
  changed_.notify_all();
  for (auto& thread : ending) thread.join();
}

}  // namespace bailey::js
