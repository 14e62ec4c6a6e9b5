// A limit to the time a task may take. For .cc files of net/http only.
#pragma once

#include <chrono>
#include <exception>

#include <boost/asio/cancel_after.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/event_loop/task.h"

namespace bailey::net::http {

// What `task` gives; cancelled, and `expired` thrown, when it takes longer than `limit`, unless
// that is zero.
template <class T, class Expired>
Task<T> within(Task<T> task, std::chrono::milliseconds limit, Expired expired) {
  if (limit.count() == 0) co_return co_await std::move(task);
  const auto end = std::chrono::steady_clock::now() + limit;
  auto executor = co_await boost::asio::this_coro::executor;
  std::exception_ptr caught;
  try {
    co_return co_await boost::asio::co_spawn(
        executor, std::move(task), boost::asio::cancel_after(limit, boost::asio::use_awaitable));
  } catch (...) {
    caught = std::current_exception();
  }
  auto cancelled = (co_await boost::asio::this_coro::cancellation_state).cancelled();
  if (cancelled == boost::asio::cancellation_type::none && std::chrono::steady_clock::now() >= end)
    throw expired;
  std::rethrow_exception(caught);
}

}  // namespace bailey::net::http
