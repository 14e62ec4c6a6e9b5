#include "runtime/engine/worker_threads.h"

#include <sys/resource.h>

#include <utility>

#include "runtime/base/os_error.h"
#include "runtime/engine/limited_worker.h"

namespace bailey::engine {
namespace {

// Getting one ready takes three times as long as a worker that found one.
constexpr std::size_t kReady = 2;

// V8 ends the process when it cannot reserve memory.
bool is_address_space_limited() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur != RLIM_INFINITY;
}

Error no_place() {
  return {
      ErrorClass::Error, "the JavaScript heaps of the process leave no room for another worker"};
}

}  // namespace

void WorkerThreads::fail(const Ending& ending, workers::WorkerLink& link) {
  environment_.show_error(ending.message);
  const auto& summary = ending.summary;
  link.notify(workers::Failure{summary.message, summary.url, summary.line, summary.column});
}

void WorkerThreads::refuse(const Error& error, const std::string& name, workers::WorkerLink& link) {
  if (error.code == kTooManyFiles) limits_.on_too_many_files();
  fail({1, "Uncaught (in worker \"" + name + "\") " + error.message, {error.message, "", 0, 0}},
      link);
}

// What counts for a limit is made for the worker that it counts for.
workers::WaitingThreads* WorkerThreads::waiting_for(const workers::WorkerStart& start) {
  bool counts = start.limits.any() || limits_.limits().any() || start.parents_subject != nullptr;
  return counts || start.refusal ? nullptr : &waiting_;
}

// What nobody has asked for yet is not worth the room of others.
void WorkerThreads::get_ready(std::size_t count) {
  if (!is_address_space_limited() && limits_.heap_room().has_place()) waiting_.begin(count);
}

void WorkerThreads::expect_one() {
  if (!limits_.limits().any()) get_ready(1);
}

// Most programs start one worker, or all of them at once: nobody waits for what comes then.
void WorkerThreads::expect_more() {
  if (come_one_by_one_) get_ready(kReady);
}

class WorkerThreads::Starting {
 public:
  Starting(WorkerThreads& threads, bool may_be_followed)
      : threads_(threads), may_be_followed_(may_be_followed) {
    bool alone = threads_.starting_++ == 0;
    if (alone && threads_.had_one_.exchange(true)) threads_.come_one_by_one_ = true;
  }
  Starting(const Starting&) = delete;
  Starting& operator=(const Starting&) = delete;
  ~Starting() { end(); }

  void end() {
    if (has_ended_) return;
    has_ended_ = true;
    if (--threads_.starting_ == 0 && may_be_followed_) threads_.expect_more();
  }

 private:
  WorkerThreads& threads_;
  bool may_be_followed_;
  bool has_ended_ = false;
};

void WorkerThreads::run(workers::WorkerStart start,
    const std::shared_ptr<workers::WorkerLink>& link,
    std::unique_ptr<workers::Headstart> headstart) {
  bool may_be_followed = waiting_for(start) != nullptr;
  Starting starting(*this, may_be_followed);
  run_once(std::move(start), link, static_cast<IsolateAhead*>(headstart.get()), starting);
  headstart.reset();
  starting.end();
  if (may_be_followed) expect_more();
}

void WorkerThreads::run_once(workers::WorkerStart start,
    const std::shared_ptr<workers::WorkerLink>& link, IsolateAhead* ahead, Starting& starting) {
  if (start.refusal) return refuse(*start.refusal, start.name, *link);
  if (!limits_.heap_room().has_place()) return refuse(no_place(), start.name, *link);
  Result<std::unique_ptr<EventLoop>> made = nullptr;
  if (ahead == nullptr) made = EventLoop::make();
  if (!made) return refuse(made.error(), start.name, *link);
  EventLoop& loop = ahead == nullptr ? **made : ahead->loop();
  auto parts = environment_.make_parts(loop, start);
  if (!parts) return refuse(parts.error(), start.name, *link);
  auto options = environment_.options();
  options.scope = Scope::Worker;
  options.program.worker_name = start.name;
  options.program.main_module = start.url;
  options.program.location = start.url;
  options.limits = &limits_;
  options.before_code = {};
  options.break_off = [link] { link->break_off(); };
  LimitedWorker limited(limits_.watchdog(), start, *link);
  options.worker_memory = limited.memory();
  workers::WorkerScope scope;
  Runtime runtime(
      platform_, loop, (*parts)->broker(), (*parts)->modules(), std::move(options), ahead);
  auto& realm = runtime.realm();
  (*parts)->provide(realm);
  realm.provide<workers::WorkerRunner>(*this);
  realm.provide(scope);
  runtime.on_running = [&] { starting.end(); };
  runtime.on_stuck = [&](const Ending& ending) {
    starting.end();
    link->leave();
    for (const auto& child : realm.part<workers::Workers>().running) child->terminate();
    fail(ending, *link);
    link->notify(workers::End::Abandoned);
  };
  scope.port = std::make_shared<workers::MessagePort>(realm, std::move(start.channel));
  if (link->enter(runtime.isolate(), loop)) {
    auto watched = limited.watch(runtime);
    auto ending = watched ? runtime.run_worker(start.url) : Ending{1, watched.error().message, {}};
    limited.leave();
    link->leave();
    if (!ending.message.empty() && !scope.closing && !link->is_terminated()) fail(ending, *link);
  }
  scope.port.reset();
}

}  // namespace bailey::engine
