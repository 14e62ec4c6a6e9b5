// Runs coroutines to their end, for tests.
#pragma once

#include <chrono>
#include <concepts>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/task.h"

namespace bailey::tests {

// Turns `loop` until `done()` holds. Throws Failure after 20 seconds: a test that hangs should say
// so.
template <std::predicate Done>
void run_until(EventLoop& loop, Done done) {
  bool expired = false;
  boost::asio::steady_timer watchdog(loop.io(), std::chrono::seconds(20));
  watchdog.async_wait([&](const auto& error) { expired = !error; });
  while (!done() && !expired) loop.run_one();
  watchdog.cancel();
  loop.poll();  // lets the watchdog's handler go before what it refers to does
  if (expired) throw Failure({ErrorClass::TimedOut, "the test waited for 20 seconds"});
}

// Runs `task` to its end: its value, or its exception rethrown.
template <class T>
T run_task(EventLoop& loop, Task<T> task) {
  std::exception_ptr failure;
  bool ended = false;
  auto finish = [&](std::exception_ptr caught) {
    failure = caught;
    ended = true;
  };
  auto wait = [&] {
    run_until(loop, [&] { return ended; });
    if (failure) std::rethrow_exception(failure);
  };
  if constexpr (std::is_void_v<T>) {
    boost::asio::co_spawn(loop.io(), std::move(task), finish);
    wait();
  } else {
    std::optional<T> value;
    auto store = [](Task<T> inner, std::optional<T>* into) -> Task<> {
      into->emplace(co_await std::move(inner));
    };
    boost::asio::co_spawn(loop.io(), store(std::move(task), &value), finish);
    wait();
    return *std::move(value);
  }
}

// The Error that `task` ends with; one that says so when it ends well.
template <class T>
Error failure_of(EventLoop& loop, Task<T> task) {
  try {
    run_task(loop, std::move(task));
    return {ErrorClass::Error, "did not fail"};
  } catch (...) {
    return error_of(std::current_exception());
  }
}

}  // namespace bailey::tests
