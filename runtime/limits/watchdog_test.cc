#include "runtime/limits/watchdog.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

namespace bailey::limits {
namespace {

using namespace std::chrono_literals;

struct FakeSubject final : Subject {
  std::uint64_t cpu_time() override { return cpu; }
  std::uint64_t memory() override { return bytes; }
  void on_pressure() override { ++pressures; }
  void on_reached(Limit limit, std::uint64_t used) override {
    if (told.exchange(true)) return;
    reached.set_value({limit, used});
  }

  std::atomic<std::uint64_t> cpu = 0;
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<int> pressures = 0;
  std::atomic<bool> told = false;
  std::promise<std::pair<Limit, std::uint64_t>> reached;
};

Limits only(Limit limit, std::uint64_t value) {
  Limits limits;
  limits.set(limit, value);
  return limits;
}

Result<> watch(Watchdog& watchdog, FakeSubject& subject, const Limits& limits,
    const Subject* parent = nullptr) {
  return watchdog.add(subject, limits, Counting::Itself, parent, std::chrono::steady_clock::now());
}

TEST_SUITE_BEGIN("runtime/limits/watchdog");

TEST_CASE("time ends without anybody doing anything") {
  FakeSubject subject;
  Watchdog watchdog;
  REQUIRE(watch(watchdog, subject, only(Limit::Time, 5'000'000)));
  auto [limit, used] = subject.reached.get_future().get();
  CHECK(limit == Limit::Time);
  CHECK(used >= 5'000'000);
}

TEST_CASE("the processor time of parts counts for the whole, also when they have ended") {
  FakeSubject whole;
  FakeSubject first;
  FakeSubject second;
  Watchdog watchdog;
  REQUIRE(watch(watchdog, whole, only(Limit::CpuTime, 30)));
  REQUIRE(watch(watchdog, first, {}, &whole));
  REQUIRE(watch(watchdog, second, {}, &first));
  whole.cpu = 10;
  first.cpu = 9;
  second.cpu = 9;
  watchdog.remove(second);
  watchdog.remove(first);
  CHECK_FALSE(whole.told);
  whole.cpu = 13;
  auto [limit, used] = whole.reached.get_future().get();
  CHECK(limit == Limit::CpuTime);
  CHECK(used == 31);
}

TEST_CASE("short memory is announced to all parts before the limit is reached") {
  FakeSubject whole;
  FakeSubject part;
  Watchdog watchdog;
  REQUIRE(watch(watchdog, whole, only(Limit::Memory, 1000)));
  REQUIRE(watch(watchdog, part, {}, &whole));
  whole.bytes = 500;
  part.bytes = 450;
  while (part.pressures == 0) std::this_thread::yield();
  CHECK(whole.pressures > 0);
  CHECK_FALSE(whole.told);
  part.bytes = 5000;
  CHECK(whole.reached.get_future().get().first == Limit::Memory);
}

TEST_CASE("a little too much is not forgiven when it stays") {
  FakeSubject subject;
  Watchdog watchdog;
  subject.bytes = 1010;
  REQUIRE(watch(watchdog, subject, only(Limit::Memory, 1000)));
  CHECK(subject.reached.get_future().get().second == 1010);
  CHECK(subject.pressures > 0);
}

TEST_CASE("who was removed is left alone") {
  FakeSubject subject;
  Watchdog watchdog;
  REQUIRE(watch(watchdog, subject, only(Limit::CpuTime, 10)));
  watchdog.remove(subject);
  subject.cpu = 100;
  FakeSubject other;
  REQUIRE(watch(watchdog, other, only(Limit::Time, 1'000'000)));
  other.reached.get_future().wait();
  CHECK_FALSE(subject.told);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::limits
