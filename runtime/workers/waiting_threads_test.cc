#include "runtime/workers/waiting_threads.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

namespace bailey::workers {
namespace {

struct Counted final : Headstart {
  explicit Counted(std::atomic<int>& living) : living(living) { ++living; }
  ~Counted() override { --living; }
  std::atomic<int>& living;
};

struct WaitingThreadsFixture {
  // Has the waiting thread say whether it has a headstart; false when there is no such thread.
  bool give_work() {
    WaitingThreads::Work work = [this](std::unique_ptr<Headstart> headstart) {
      had_headstart.set_value(headstart != nullptr);
    };
    auto thread = waiting.take(work);
    if (!thread) return false;
    ::pthread_join(*thread, nullptr);
    return true;
  }

  std::atomic<int> living = 0;
  std::promise<bool> had_headstart;
  WaitingThreads waiting{[this] { return std::make_unique<Counted>(living); }};
};

TEST_SUITE_BEGIN("workers/waiting_threads");

TEST_CASE_FIXTURE(
    WaitingThreadsFixture, "nobody waits unless asked to, and work stays whose it is") {
  bool ran = false;
  WaitingThreads::Work work = [&](auto) { ran = true; };
  CHECK_FALSE(waiting.take(work));
  work(nullptr);
  CHECK(ran);
}

TEST_CASE_FIXTURE(WaitingThreadsFixture, "one that waits does the work with what it prepared") {
  waiting.begin(2);
  CHECK(give_work());
  CHECK(had_headstart.get_future().get());
}

TEST_CASE_FIXTURE(WaitingThreadsFixture, "there are two, each for one piece of work") {
  waiting.begin(2);
  waiting.begin(2);
  CHECK(give_work());
  had_headstart = {};
  CHECK(give_work());
  CHECK_FALSE(give_work());
  had_headstart = {};
  waiting.begin(2);
  CHECK(give_work());
}

TEST_CASE_FIXTURE(WaitingThreadsFixture, "as many wait as were wanted") {
  waiting.begin(1);
  waiting.begin(1);
  CHECK(give_work());
  CHECK_FALSE(give_work());
}

TEST_CASE("those that nobody wants end with their owner, and so does what they prepared") {
  std::atomic<int> living = 0, made = 0;
  {
    WaitingThreads waiting([&] {
      ++made;
      return std::make_unique<Counted>(living);
    });
    waiting.begin(2);
  }
  CHECK(made == 2);
  CHECK(living == 0);
}

TEST_CASE("one that waited in vain leaves, and another may come") {
  std::atomic<int> left = 0;
  struct Leaving final : Headstart {
    explicit Leaving(std::atomic<int>& count) : left(count) {}
    ~Leaving() override { ++left; }
    std::atomic<int>& left;
  };
  WaitingThreads waiting(
      [&] { return std::make_unique<Leaving>(left); }, std::chrono::milliseconds(1));
  WaitingThreads::Work work = [](auto) {};
  for (int round = 1; round <= 2; ++round) {
    waiting.begin(1);
    for (int turn = 0; left < round && turn < 5000; ++turn)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(left == round);
    CHECK_FALSE(waiting.take(work));
    CHECK(work != nullptr);
  }
}

TEST_CASE("one that could prepare nothing works without") {
  std::promise<bool> had_headstart;
  WaitingThreads waiting([] { return nullptr; });
  waiting.begin(2);
  WaitingThreads::Work work = [&](auto headstart) {
    had_headstart.set_value(headstart != nullptr);
  };
  auto thread = waiting.take(work);
  REQUIRE(thread);
  ::pthread_join(*thread, nullptr);
  CHECK_FALSE(had_headstart.get_future().get());
}

}  // namespace
}  // namespace bailey::workers
