#include "runtime/js/worker_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <future>
#include <semaphore>
#include <string>

#include "runtime/event_loop/thread_gate.h"

namespace bailey::js {
namespace {

struct Task final : v8::Task {
  explicit Task(std::function<void()> body) : body(std::move(body)) {}
  void Run() override { body(); }
  std::function<void()> body;
};

std::unique_ptr<v8::Task> task(std::function<void()> body) {
  return std::make_unique<Task>(std::move(body));
}

constexpr auto kAnyPriority = v8::TaskPriority::kUserVisible;

TEST_SUITE_BEGIN("js/worker_pool");

TEST_CASE("tasks wait until the pool starts") {
  WorkerPool pool(2);
  std::promise<std::thread::id> ran;
  pool.post(kAnyPriority, task([&] { ran.set_value(std::this_thread::get_id()); }));
  auto before = count_threads();
  pool.start();
  CHECK(ran.get_future().get() != std::this_thread::get_id());
  if (before > 0) CHECK(count_threads() == before + 1);
}

TEST_CASE("a stopped pool has no threads, has finished what it had begun and keeps the rest") {
  WorkerPool pool(1);
  pool.start();
  std::promise<void> begun;
  std::promise<void> go_on;
  std::atomic<bool> finished = false;
  std::promise<void> second;
  pool.post(kAnyPriority, task([&] {
    begun.set_value();
    go_on.get_future().wait();
    finished = true;
  }));
  pool.post(kAnyPriority, task([&] { second.set_value(); }));
  begun.get_future().wait();
  auto stopping = std::async(std::launch::async, [&] { pool.stop(); });
  auto ran = second.get_future();
  CHECK(stopping.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout);
  go_on.set_value();
  stopping.wait();
  CHECK(finished);
  if (ran.wait_for(std::chrono::seconds(0)) == std::future_status::timeout) pool.start();
  ran.wait();
}

TEST_CASE("as many threads as there is work for, and no more than asked for") {
  WorkerPool pool(2);
  pool.start();
  std::counting_semaphore<> begun(0);
  std::promise<void> end;
  auto ended = end.get_future().share();
  auto busy = [&, ended] {
    begun.release();
    ended.wait();
  };
  std::atomic<bool> third = false;
  pool.post(kAnyPriority, task(busy));
  pool.post(kAnyPriority, task(busy));
  pool.post(kAnyPriority, task([&] { third = true; }));
  begun.acquire();
  begun.acquire();  // both run at once
  CHECK_FALSE(third);
  end.set_value();
  pool.stop();
}

TEST_CASE("the more urgent task goes first") {
  WorkerPool pool(1);
  std::string order;
  std::promise<void> done;
  pool.post(v8::TaskPriority::kBestEffort, task([&] {
    order += "c";
    done.set_value();
  }));
  pool.post(v8::TaskPriority::kUserVisible, task([&] { order += "b"; }));
  pool.post(v8::TaskPriority::kUserBlocking, task([&] { order += "a"; }));
  pool.start();
  done.get_future().wait();
  pool.stop();
  CHECK(order == "abc");
}

TEST_CASE("a delayed task runs when its time has come, also behind a busy thread") {
  WorkerPool pool(2);
  pool.start();
  auto begin = std::chrono::steady_clock::now();
  std::promise<void> ran;
  pool.post_delayed(kAnyPriority, task([&] { ran.set_value(); }), 0.02);
  std::promise<void> end;
  pool.post(kAnyPriority, task([&] { end.get_future().wait(); }));
  ran.get_future().wait();
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(20));
  end.set_value();
}

TEST_CASE("what still waits at the end is dropped, not run") {
  bool ran = false;
  {
    WorkerPool pool(1);
    pool.post(kAnyPriority, task([&] { ran = true; }));
    pool.post_delayed(kAnyPriority, task([&] { ran = true; }), 0);
  }
  CHECK_FALSE(ran);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::js
