#include "runtime/event_loop/event_loop.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "runtime/base/interruption.h"

namespace bailey {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

struct CallbackJob : BlockingJob {
  std::function<void()> work = [] {};
  std::function<void()> after;
  void run() noexcept override { work(); }
  void done() noexcept override { after(); }
};

void submit(EventLoop& loop, std::function<void()> after, std::function<void()> work = [] {}) {
  auto job = std::make_unique<CallbackJob>();
  job->after = std::move(after);
  job->work = std::move(work);
  loop.submit(std::move(job));
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

TEST_SUITE_BEGIN("event_loop");

TEST_CASE("a loop nobody holds ends at once") {
  EventLoop loop;
  loop.run();
  CHECK_FALSE(loop.held());
}

// No descriptor can be opened as long as it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    rlimit none = before_;
    none.rlim_cur = 0;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST_CASE("a job runs on the loop's thread when no descriptor is left for libuv") {
  EventLoop first;
  first.uv();  // what libuv opens once in a process
  EventLoop loop;
  std::thread::id worker;
  bool done = false;
  {
    NoDescriptors none;
    auto started = loop.start_uv();
    REQUIRE_FALSE(started);
    CHECK(started.error().code == "EMFILE");
    submit(loop, [&] { done = true; }, [&] { worker = std::this_thread::get_id(); });
    loop.run();
  }
  CHECK(done);
  CHECK(worker == std::this_thread::get_id());
  CHECK(loop.start_uv());
}

TEST_CASE("a pool job runs on another thread and ends on the loop's") {
  EventLoop loop;
  std::thread::id worker;
  std::thread::id after;
  submit(
      loop, [&] { after = std::this_thread::get_id(); },
      [&] { worker = std::this_thread::get_id(); });
  loop.run();
  CHECK(after == std::this_thread::get_id());
  CHECK(worker != after);
}

TEST_CASE("a loop that is closed breaks off what its jobs wait for, and runs no done()") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::atomic<int> broken_off = 0;
  bool done = false;
  std::promise<void> begun;
  {
    EventLoop loop;
    submit(
        loop, [&] { done = true; },
        [&] {
          begun.set_value();
          char byte = 0;
          ssize_t count = 0;
          do count = ::read(ends[0], &byte, 1);
          while (count < 0 && should_retry(errno));
          if (count < 0) broken_off = errno;
        });
    begun.get_future().wait();
  }
  CHECK(broken_off == EINTR);
  CHECK_FALSE(done);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("a loop can be used again after it went idle") {
  EventLoop loop;
  int finished = 0;
  for (int round = 0; round < 3; ++round) {
    submit(loop, [&] { ++finished; });
    loop.run();
  }
  CHECK(finished == 3);
}

TEST_CASE("pool jobs, timers and sockets interleave without starving each other") {
  EventLoop loop;
  LoopHold hold(loop);
  int jobs = 0;
  int ticks = 0;
  int echoes = 0;
  auto finish = [&] {
    if (jobs >= 200 && ticks >= 20 && echoes >= 200) hold.unref();
  };

  std::function<void()> next_job = [&] {
    ++jobs;
    finish();
    if (hold.referenced()) submit(loop, next_job);
  };
  submit(loop, next_job);

  asio::steady_timer timer(loop.io());
  std::function<void()> tick = [&] {
    timer.expires_after(1ms);
    timer.async_wait([&](const auto& error) {
      if (error) return;
      ++ticks;
      finish();
      if (hold.referenced()) tick();
    });
  };
  tick();

  asio::local::stream_protocol::socket left(loop.io());
  asio::local::stream_protocol::socket right(loop.io());
  asio::local::connect_pair(left, right);
  char sent = 'x';
  char received = 0;
  std::function<void()> echo = [&] {
    asio::write(left, asio::buffer(&sent, 1));
    asio::async_read(right, asio::buffer(&received, 1), [&](const auto& error, std::size_t) {
      if (error) return;
      ++echoes;
      finish();
      if (hold.referenced()) echo();
    });
  };
  echo();

  loop.run();
  CHECK(jobs >= 200);
  CHECK(ticks >= 20);
  CHECK(echoes >= 200);
}

TEST_CASE("an idle loop uses no processor time") {
  EventLoop loop;
  submit(loop, [] {});
  loop.run();  // libuv's loop exists and is idle from here on
  LoopHold hold(loop);
  asio::steady_timer timer(loop.io(), 1s);
  timer.async_wait([&](const auto&) { hold.unref(); });
  double before = cpu_seconds();
  loop.run();
  CHECK(cpu_seconds() - before < 0.01);
}

TEST_CASE("stop ends a held loop from another thread") {
  EventLoop loop;
  LoopHold hold(loop);
  std::thread other([&] { loop.stop(); });
  loop.run();
  other.join();
  CHECK(loop.stopped());
}

TEST_CASE("an unreferenced hold lets the loop end") {
  EventLoop loop;
  LoopHold hold(loop);
  hold.unref();
  loop.run();
  hold.ref();
  CHECK(loop.held());
}

TEST_CASE("what is ready when the last hold ends is left to the next run") {
  EventLoop loop;
  LoopHold hold(loop);
  int handled = 0;
  asio::post(loop.io(), [&] { hold.unref(); });
  asio::post(loop.io(), [&] { ++handled; });
  loop.run();
  CHECK(handled == 0);
  CHECK_FALSE(loop.stopped());
  hold.ref();
  asio::post(loop.io(), [&] { hold.unref(); });
  loop.run();
  CHECK(handled == 1);
}

TEST_CASE("a hold that comes back before its handler ends keeps the loop running") {
  EventLoop loop;
  LoopHold hold(loop);
  bool handled = false;
  asio::post(loop.io(), [&] {
    hold.unref();
    hold.ref();
    asio::post(loop.io(), [&] {
      handled = true;
      hold.unref();
    });
  });
  loop.run();
  CHECK(handled);
}

TEST_CASE("waiting for one handler inside of another neither hangs nor keeps the loop") {
  EventLoop loop;
  LoopHold hold(loop);
  bool inner = false;
  asio::post(loop.io(), [&] {
    hold.unref();
    while (!inner) loop.run_one();
  });
  asio::post(loop.io(), [&] { inner = true; });
  loop.run();
  CHECK(inner);
  CHECK_FALSE(loop.stopped());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey
