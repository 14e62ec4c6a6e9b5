#include "runtime/js/platform.h"

#include <libplatform/libplatform.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/base/check.h"
#include "runtime/js/realm.h"

namespace bailey::js {

namespace asio = boost::asio;

// Queues V8's foreground tasks (finishing a background compilation, finalizers) on the loop.
// They never hold the loop: a program does not stay alive for V8's housekeeping.
class ForegroundRunner final : public v8::TaskRunner,
                               public std::enable_shared_from_this<ForegroundRunner> {
 public:
  ForegroundRunner() = default;  // closed from the start
  ForegroundRunner(v8::Isolate* isolate, EventLoop& loop) : isolate_(isolate), io_(&loop.io()) {}

  // No task runs after this returns.
  void close() {
    std::lock_guard lock(mutex_);
    io_ = nullptr;
  }

  bool IdleTasksEnabled() override { return false; }
  bool NonNestableTasksEnabled() const override { return true; }
  bool NonNestableDelayedTasksEnabled() const override { return true; }

 protected:
  void PostTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) override {
    post(std::move(task));
  }
  void PostNonNestableTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) override {
    post(std::move(task));
  }
  void PostDelayedTaskImpl(
      std::unique_ptr<v8::Task> task, double delay, const v8::SourceLocation&) override {
    post_delayed(std::move(task), delay);
  }
  void PostNonNestableDelayedTaskImpl(
      std::unique_ptr<v8::Task> task, double delay, const v8::SourceLocation&) override {
    post_delayed(std::move(task), delay);
  }

 private:
  void post(std::unique_ptr<v8::Task> task) {
    std::lock_guard lock(mutex_);
    if (io_ == nullptr) return;
    asio::post(*io_, [self = shared_from_this(), task = std::move(task)] { self->run(*task); });
  }

  void post_delayed(std::unique_ptr<v8::Task> task, double delay) {
    std::lock_guard lock(mutex_);
    if (io_ == nullptr) return;
    // Made on the loop's thread: an Asio timer is not safe to share.
    asio::post(*io_, [self = shared_from_this(), task = std::move(task), delay]() mutable {
      if (self->io_ == nullptr) return;
      auto timer = std::make_shared<asio::steady_timer>(
          *self->io_, std::chrono::duration_cast<std::chrono::nanoseconds>(
                          std::chrono::duration<double>(delay)));
      timer->async_wait([self, timer, task = std::move(task)](const auto& error) {
        if (!error) self->run(*task);
      });
    });
  }

  void run(v8::Task& task) {
    if (io_ == nullptr) return;  // written on this thread only
    // A task may settle promises: those of Atomics.waitAsync, of WebAssembly.compile.
    auto* realm = static_cast<Realm*>(isolate_->GetData(0));
    if (realm == nullptr) return task.Run();
    Turn turn(*realm);
    task.Run();
  }

  std::mutex mutex_;
  v8::Isolate* isolate_ = nullptr;
  asio::io_context* io_ = nullptr;
};

Platform::Platform()
    : thread_count_(std::clamp(static_cast<int>(std::thread::hardware_concurrency()) - 1, 1, 4)),
      jit_key_(JitKey::make()),
      tracing_(std::make_unique<v8::TracingController>()),
      closed_(std::make_shared<ForegroundRunner>()),
      pool_(static_cast<std::size_t>(thread_count_), jit_key_.get()) {
  pool_.start();
}

Platform::Platform(ThreadGate& gate) : Platform() {
  pool_.stop();
  gate.when_open([this] { pool_.start(); });
}

Platform::~Platform() = default;

void Platform::attach(v8::Isolate* isolate, EventLoop& loop) {
  std::lock_guard lock(runners_mutex_);
  runners_[isolate] = std::make_shared<ForegroundRunner>(isolate, loop);
}

void Platform::detach(v8::Isolate* isolate) {
  std::lock_guard lock(runners_mutex_);
  auto found = runners_.find(isolate);
  if (found == runners_.end()) return;
  found->second->close();
  runners_.erase(found);
}

int Platform::NumberOfWorkerThreads() { return thread_count_; }

std::shared_ptr<v8::TaskRunner> Platform::GetForegroundTaskRunner(
    v8::Isolate* isolate, v8::TaskPriority) {
  std::lock_guard lock(runners_mutex_);
  auto found = runners_.find(isolate);
  // An isolate that is being disposed of still asks: what it posts is dropped.
  return found == runners_.end() ? closed_ : found->second;
}

double Platform::MonotonicallyIncreasingTime() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double Platform::CurrentClockTimeMillis() {
  return std::chrono::duration<double, std::milli>(
      std::chrono::system_clock::now().time_since_epoch())
      .count();
}

v8::TracingController* Platform::GetTracingController() { return tracing_.get(); }

v8::ThreadIsolatedAllocator* Platform::GetThreadIsolatedAllocator() { return jit_key_.get(); }

std::unique_ptr<v8::JobHandle> Platform::CreateJobImpl(
    v8::TaskPriority priority, std::unique_ptr<v8::JobTask> task, const v8::SourceLocation&) {
  return v8::platform::NewDefaultJobHandle(
      this, priority, std::move(task), static_cast<size_t>(thread_count_));
}

void Platform::PostTaskOnWorkerThreadImpl(
    v8::TaskPriority priority, std::unique_ptr<v8::Task> task, const v8::SourceLocation&) {
  pool_.post(priority, std::move(task));
}

void Platform::PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority priority,
    std::unique_ptr<v8::Task> task, double delay_in_seconds, const v8::SourceLocation&) {
  pool_.post_delayed(priority, std::move(task), delay_in_seconds);
}

}  // namespace bailey::js
