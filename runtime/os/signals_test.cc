#include "runtime/os/signals.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include "runtime/os/signal_watch.h"
#include "tests/support/disk.h"
#include "tests/support/run_task.h"

namespace bailey::os {
namespace {

using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/signals");

TEST_CASE("names and numbers agree, and one name per number is shown") {
  CHECK(signal_number("SIGTERM").value() == SIGTERM);
  CHECK(signal_number("SIGUNUSED").value() == SIGSYS);
  CHECK(signal_name(SIGSYS) == "SIGSYS");
  CHECK(signal_name(SIGIO) == "SIGIO");
  CHECK(signal_name(SIGABRT) == "SIGABRT");
  CHECK(signal_name(40) == std::nullopt);
  CHECK(message_of(signal_number("SIGFOO")) == "Invalid signal: SIGFOO");
  CHECK(message_of(signal_number("SIGBREAK")) == "Invalid signal: SIGBREAK");
}

TEST_CASE("some signals cannot be listened to") {
  for (const char* name : {"SIGKILL", "SIGSTOP", "SIGSEGV", "SIGILL", "SIGFPE"})
    CHECK(message_of(listenable_signal(name)) ==
          std::string("Binding to signal '") + name + "' is not allowed");
  CHECK(listenable_signal("SIGINT").value() == SIGINT);
}

TEST_CASE_FIXTURE(tests::Disk, "failures to send say so as Deno does") {
  auto leave = broker.run_all("").value();
  auto missing = kill(leave, 999'999'999, 0);
  CHECK(message_of(missing) == "ESRCH: No such process");
  CHECK(missing.error().error_class == ErrorClass::NotFound);
  CHECK(message_of(kill_self(999)) == "EINVAL: Invalid argument");
  CHECK(kill_self(0).has_value());
}

TEST_CASE("a watched signal calls back on the loop, until the watch ends") {
  EventLoop loop;
  int calls = 0;
  {
    SignalWatch watch(loop, SIGUSR2, [&] { ++calls; });
    REQUIRE(watch.outcome().has_value());
    REQUIRE(kill_self(SIGUSR2));
    tests::run_until(loop, [&] { return calls == 1; });
  }
  loop.poll();
  struct sigaction action{};
  ::sigaction(SIGUSR2, nullptr, &action);
  CHECK(action.sa_handler == SIG_DFL);
}

TEST_CASE("a watch may end in its own callback") {
  EventLoop loop;
  std::unique_ptr<SignalWatch> watch;
  bool called = false;
  watch = std::make_unique<SignalWatch>(loop, SIGUSR1, [&] {
    watch.reset();
    called = true;
  });
  REQUIRE(kill_self(SIGUSR1));
  tests::run_until(loop, [&] { return called; });
  CHECK(watch == nullptr);
}

TEST_CASE("a watch does not keep the loop going") {
  EventLoop loop;
  SignalWatch watch(loop, SIGUSR1, [] {});
  CHECK_FALSE(loop.held());
  CHECK(loop.expects_anything());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
