#include "runtime/event_loop/thread_gate.h"

#include <doctest/doctest.h>

#include <thread>

#include "runtime/event_loop/event_loop.h"

namespace bailey {
namespace {

struct Job final : BlockingJob {
  Job(std::thread::id& ran_on, int& ended) : ran_on(ran_on), ended(ended) {}
  void run() noexcept override { ran_on = std::this_thread::get_id(); }
  void done() noexcept override { ++ended; }
  std::thread::id& ran_on;
  int& ended;
};

TEST_SUITE_BEGIN("event_loop/thread_gate");

TEST_CASE("what waits for threads happens when the gate opens, later at once, and once") {
  ThreadGate gate;
  int calls = 0;
  gate.when_open([&] { ++calls; });
  CHECK(calls == 0);
  CHECK_FALSE(gate.is_open());
  gate.open();
  CHECK(calls == 1);
  CHECK(gate.is_open());
  gate.when_open([&] { ++calls; });
  CHECK(calls == 2);
  gate.open();
  CHECK(calls == 2);
}

TEST_CASE("what the gate lets pass may wait for it again") {
  ThreadGate gate;
  int calls = 0;
  gate.when_open([&] { gate.when_open([&] { ++calls; }); });
  gate.open();
  CHECK(calls == 1);
}

TEST_CASE("jobs run on the loop's thread until the gate opens, then on the pool") {
  ThreadGate gate;
  EventLoop loop(gate);
  std::thread::id ran_on;
  int ended = 0;
  loop.submit(std::make_unique<Job>(ran_on, ended));
  CHECK(ended == 0);  // never before submit() has returned
  CHECK(loop.held());
  loop.run();
  CHECK(ended == 1);
  CHECK(ran_on == std::this_thread::get_id());
  CHECK_FALSE(loop.held());

  gate.open();
  loop.submit(std::make_unique<Job>(ran_on, ended));
  loop.run();
  CHECK(ended == 2);
  CHECK(ran_on != std::this_thread::get_id());
}

TEST_CASE("a loop that is closed drops the jobs that were to run on its own thread") {
  ThreadGate gate;
  EventLoop loop(gate);
  std::thread::id ran_on;
  int ended = 0;
  loop.submit(std::make_unique<Job>(ran_on, ended));
  loop.close();
  CHECK(ended == 0);
  CHECK(ran_on == std::thread::id());
}

TEST_CASE("threads are counted as the kernel does") {
  auto before = count_threads();
  if (before == 0) return;  // no /proc here
  std::atomic<bool> leave = false;
  std::thread other([&] { leave.wait(false); });
  CHECK(count_threads() == before + 1);
  leave = true;
  leave.notify_one();
  other.join();
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey
