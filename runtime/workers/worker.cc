#include "runtime/workers/worker.h"

#include <time.h>

#include <chrono>
#include <cstring>
#include <string>
#include <utility>

namespace bailey::workers {

namespace {

// How long a system call that was missed may go on.
constexpr std::chrono::milliseconds kInterruptionInterval{5};

struct ThreadStart {
  WorkerRunner& runner;
  std::shared_ptr<WorkerLink> link;
  WorkerStart start;
};

void run_worker(ThreadStart& own, std::unique_ptr<Headstart> headstart) {
  auto link = own.link;
  ::pthread_setname_np(::pthread_self(), "worker");
  {
    Interruptible self;
    link->enter_thread(self);
    own.runner.run(std::move(own.start), link, std::move(headstart));
    link->leave_thread();
  }
  link->notify(End::Finished);
}

void* run_thread(void* argument) {
  std::unique_ptr<WaitingThreads::Work> own(static_cast<WaitingThreads::Work*>(argument));
  (*own)(nullptr);
  return nullptr;
}

// On one that waits, or on one of its own. Returns 0 or an errno.
int give_thread(pthread_t& thread, ThreadStart start) {
  auto* waiting = start.runner.waiting_for(start.start);
  auto work = std::make_unique<WaitingThreads::Work>(
      [own = std::move(start)](
          std::unique_ptr<Headstart> headstart) mutable { run_worker(own, std::move(headstart)); });
  if (waiting != nullptr) {
    if (auto found = waiting->take(*work)) {
      thread = *found;
      return 0;
    }
  }
  int error = start_worker_thread(thread, run_thread, work.get());
  if (error == 0) work.release();  // NOLINT(bugprone-unused-return-value): the thread's own now
  return error;
}

}  // namespace

Worker::Worker(js::Realm& realm)
    : realm_(realm), hold_(realm.loop()), next_interruption_(realm.loop().io()) {}

Worker::~Worker() {
  if (link_) {
    link_->forget_parent();
    link_->terminate();
  }
  join();
}

// A thread that was terminated may wait in a system call.
void Worker::join() {
  while (thread_) {
    timespec until{};
    ::clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += std::chrono::nanoseconds(kInterruptionInterval).count();
    if (until.tv_nsec >= 1'000'000'000) {
      until.tv_nsec -= 1'000'000'000;
      ++until.tv_sec;
    }
    if (::pthread_clockjoin_np(*thread_, nullptr, CLOCK_MONOTONIC, &until) == 0)
      thread_.reset();
    else if (link_->is_abandoned())
      ::pthread_detach(*std::exchange(thread_, std::nullopt));
    else
      link_->interrupt();
  }
}

Result<> Worker::start(WorkerRunner& runner, WorkerStart start, v8::Local<v8::Function> on_notice) {
  link_ = std::make_shared<WorkerLink>(realm_.loop().io(), weak_from_this());
  on_notice_ = js::Callback(realm_, on_notice);
  pthread_t thread{};
  if (int error = give_thread(thread, {runner, link_, std::move(start)}); error != 0) {
    hold_.unref();
    return fail(ErrorClass::Error, std::string("cannot start a thread: ") + std::strerror(error));
  }
  thread_ = thread;
  realm_.part<Workers>().running.push_back(shared_from_this());
  return {};
}

void Worker::terminate() {
  on_notice_ = {};
  hold_.unref();
  link_->terminate();
  keep_interrupting();
}

void Worker::keep_interrupting() {
  next_interruption_.expires_after(kInterruptionInterval);
  next_interruption_.async_wait([weak = weak_from_this()](const auto& error) {
    auto self = weak.lock();
    if (error || !self || !self->thread_) return;
    self->link_->interrupt();
    self->keep_interrupting();
  });
}

void Worker::on_arrivals() {
  auto notice = link_->take();
  if (!notice) return;
  if (auto* failure = std::get_if<Failure>(&*notice)) return tell(*failure);
  end(std::get<End>(*notice));
}

void Worker::tell(const Failure& failure) {
  if (!on_notice_) return;
  js::Turn turn(realm_);
  auto* isolate = realm_.isolate();
  v8::Local<v8::Value> arguments[] = {js::js_string(isolate, failure.message),
      js::js_string(isolate, failure.url), v8::Integer::New(isolate, failure.line),
      v8::Integer::New(isolate, failure.column)};
  on_notice_.call(realm_, arguments);
}

void Worker::end(End how) {
  auto self = shared_from_this();
  if (how == End::Abandoned) ::pthread_detach(*std::exchange(thread_, std::nullopt));
  join();
  next_interruption_.cancel();
  hold_.unref();
  std::erase(realm_.part<Workers>().running, self);
  if (!on_notice_) return;
  js::Turn turn(realm_);
  on_notice_.call(realm_, {});
  on_notice_ = {};
}

}  // namespace bailey::workers
