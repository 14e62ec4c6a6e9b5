// Waiting for a task outside of the loop's own run: what has to be there before a program starts.
#pragma once

#include <optional>

#include <boost/asio/co_spawn.hpp>

#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/task.h"

namespace bailey {

// Runs `loop` until `task` has ended; its value, or the error it ended with.
template <class T>
Result<T> wait_for(EventLoop& loop, Task<T> task) {
  std::optional<Result<T>> outcome;
  boost::asio::co_spawn(loop.io(), std::move(task), [&](std::exception_ptr failure, T value) {
    if (failure)
      outcome = std::unexpected(error_of(std::move(failure)));
    else
      outcome = std::move(value);
  });
  while (!outcome) loop.run_one();
  return *std::move(outcome);
}

}  // namespace bailey
