#include "runtime/base/interruption.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <future>
#include <thread>

namespace bailey {
namespace {

using namespace std::chrono_literals;

TEST_SUITE("runtime/base/interruption") {
  TEST_CASE("a thread that reads a silent pipe can be made to stop") {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    std::promise<Interruptible*> started;
    std::promise<int> ended;
    std::promise<void> seen;
    std::thread reader([&] {
      Interruptible self;
      started.set_value(&self);
      char byte = 0;
      ssize_t count = 0;
      do count = ::read(ends[0], &byte, 1);
      while (count < 0 && should_retry(errno));
      ended.set_value(count < 0 ? errno : 0);
      seen.get_future().wait();  // `self` lives until nobody interrupts it any more
    });
    auto* waiting = started.get_future().get();
    auto result = ended.get_future();
    do waiting->interrupt();
    while (result.wait_for(1ms) != std::future_status::ready);
    seen.set_value();
    reader.join();
    CHECK(result.get() == EINTR);
    ::close(ends[0]);
    ::close(ends[1]);
  }

  TEST_CASE("a signal that nobody asked for is no reason to stop") {
    CHECK(should_retry(EINTR));
    Interruptible self;
    CHECK(should_retry(EINTR));
    CHECK_FALSE(should_retry(EIO));
    self.interrupt();
    CHECK_FALSE(should_retry(EINTR));
  }
}

}  // namespace
}  // namespace bailey
