// Behind the wall every thread is inside: each kind that bailey starts tries what must fail.
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <mutex>
#include <semaphore>
#include <set>
#include <thread>

#include "runtime/event_loop/event_loop.h"
#include "runtime/js/platform.h"
#include "tests/support/wall_fixture.h"

namespace bailey::cli {
namespace {

using tests::outcome;
using tests::try_open;
using tests::Wall;

// What a thread found: the first attempt that was not refused, or that nothing was open.
enum class Found : std::uint8_t { Nothing, Reading, Writing, Socket, Program, Ring };

Found look_for_a_way_out() {
  if (try_open("/etc/passwd") != EACCES) return Found::Reading;
  if (try_open("/tmp/bailey-made-outside", O_WRONLY | O_CREAT) != EACCES) return Found::Writing;
  if (outcome(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) != EPERM) return Found::Socket;
  char* none[] = {nullptr};
  if (outcome(::execve("/bin/true", none, none)) != EPERM) return Found::Program;
  if (outcome(::syscall(SYS_io_uring_setup, 1, nullptr)) != EPERM) return Found::Ring;
  return Found::Nothing;
}

constexpr int kAtOnce = 2;

class Attempt {
 public:
  void make() {
    auto found = look_for_a_way_out();
    std::lock_guard lock(mutex_);
    threads_.insert(static_cast<pid_t>(::syscall(SYS_gettid)));
    if (found != Found::Nothing) found_ = found;
    made_.release();
  }
  void wait_for(int count) {
    for (int i = 0; i < count; ++i) made_.acquire();
  }
  // 0: nothing was open, and it was tried by other threads than this one.
  int verdict() {
    std::lock_guard lock(mutex_);
    if (found_ != Found::Nothing) return static_cast<int>(found_);
    bool is_elsewhere = !threads_.empty() && !threads_.contains(::getpid());
    return is_elsewhere ? 0 : 100;
  }

 private:
  std::mutex mutex_;
  std::set<pid_t> threads_;
  Found found_ = Found::Nothing;
  std::counting_semaphore<> made_{0};
};

struct EngineTask final : v8::Task {
  explicit EngineTask(Attempt& attempt) : attempt(attempt) {}
  void Run() override { attempt.make(); }
  Attempt& attempt;
};

struct PoolJob final : BlockingJob {
  explicit PoolJob(Attempt& attempt) : attempt(attempt) {}
  void run() noexcept override { attempt.make(); }
  void done() noexcept override {}
  Attempt& attempt;
};

// In a child behind the wall of no grants, with the platform and the gate that a program has.
int behind_the_gate(const Wall& wall, const std::function<int(js::Platform&, ThreadGate&)>& probe) {
  return tests::behind({}, [&]() -> int {
    ThreadGate gate;
    js::Platform platform(gate);
    if (!permissions::os_sandbox::build_wall(wall.plan())) ::_exit(254);
    gate.open();
    // Without taking the platform down: the child ends here.
    ::_exit(probe(platform, gate));
  });
}

}  // namespace

TEST_SUITE_BEGIN("cli/wall_threads");

TEST_CASE_FIXTURE(Wall, "V8's own threads are behind the wall") {
  if (!has_landlock(1) || !has_seccomp()) return;
  CHECK(behind_the_gate(*this, [](js::Platform& platform, ThreadGate&) {
    Attempt attempt;
    for (int i = 0; i < kAtOnce; ++i)
      platform.CallOnWorkerThread(std::make_unique<EngineTask>(attempt));
    platform.CallDelayedOnWorkerThread(std::make_unique<EngineTask>(attempt), 0.001);
    attempt.wait_for(kAtOnce + 1);
    return attempt.verdict();
  }) == 0);
}

TEST_CASE_FIXTURE(
    Wall, "the threads of libuv's pool, which look up names too, are behind the wall") {
  if (!has_landlock(1) || !has_seccomp()) return;
  CHECK(behind_the_gate(*this, [](js::Platform&, ThreadGate& gate) {
    EventLoop loop(gate);
    Attempt attempt;
    for (int i = 0; i < kAtOnce; ++i) loop.submit(std::make_unique<PoolJob>(attempt));
    attempt.wait_for(kAtOnce);
    return attempt.verdict();
  }) == 0);
}

TEST_CASE_FIXTURE(Wall, "a thread that another thread starts, as Workers are, is behind the wall") {
  if (!has_landlock(1) || !has_seccomp()) return;
  CHECK(behind_the_gate(*this, [](js::Platform&, ThreadGate&) {
    Attempt attempt;
    std::thread([&] { std::thread([&] { attempt.make(); }).join(); }).join();
    return attempt.verdict();
  }) == 0);
}

TEST_SUITE_END();

}  // namespace bailey::cli
