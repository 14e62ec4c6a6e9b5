// Task<T>: a coroutine on the event loop. Inside one, failures travel as exceptions carrying an
// Error, so that `co_await` reads as the happy path.
#pragma once

#include <exception>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "runtime/base/result.h"

namespace bailey {

template <class T = void>
using Task = boost::asio::awaitable<T>;

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<Task<T>> = true;

// The exception that carries an Error through a Task.
class Failure : public std::exception {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}
  const char* what() const noexcept override { return error_.message.c_str(); }
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// The value of `result`; throws its error as Failure. For use inside a Task.
template <class T>
T value_or_throw(Result<T> result) {
  if (!result) throw Failure(std::move(result).error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// The Error that an exception leaving a Task stands for: a Failure's own, a system_error's by
// its errno, anything else as a plain Error.
Error error_of(std::exception_ptr failure);

}  // namespace bailey
