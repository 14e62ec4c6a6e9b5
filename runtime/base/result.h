// Result<T>: how every fallible function in bailey reports failure.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace bailey {

// The JavaScript class an Error becomes when script sees it: the five of the language, then the
// members of Deno.errors. runtime/js/error_classes.cc names the constructors, row by row.
enum class ErrorClass : std::uint8_t {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  URIError,
  // Deno.errors
  NotFound,
  PermissionDenied,
  ConnectionRefused,
  ConnectionReset,
  ConnectionAborted,
  NotConnected,
  AddrInUse,
  AddrNotAvailable,
  BrokenPipe,
  AlreadyExists,
  InvalidData,
  TimedOut,
  Interrupted,
  WriteZero,
  WouldBlock,
  UnexpectedEof,
  BadResource,
  Http,
  Busy,
  NotSupported,
  FilesystemLoop,
  IsADirectory,
  NetworkUnreachable,
  NotADirectory,
  NotCapable,
  // DOMException; Error::code holds its name, such as "DataCloneError".
  DomException,
  // A script exception is already pending; leave it be.
  Thrown,
};

struct Error {
  ErrorClass error_class = ErrorClass::Error;
  std::string message = {};
  std::string code = {};  // errno name such as "ENOENT"; empty when there is none
};

template <class T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(
    ErrorClass error_class, std::string message, std::string code = {}) {
  return std::unexpected(Error{error_class, std::move(message), std::move(code)});
}

}  // namespace bailey

// Yields the value of a Result, or returns its error from this function.
// Not for coroutines: there, failures travel as exceptions (see event_loop/task.h).
#define BAILEY_TRY(...) \
  BAILEY_TRY_NAMED_(BAILEY_TRY_JOIN_(bailey_result_, __COUNTER__), __VA_ARGS__)

#define BAILEY_TRY_JOIN_(a, b) BAILEY_TRY_JOIN2_(a, b)
#define BAILEY_TRY_JOIN2_(a, b) a##b
#define BAILEY_TRY_NAMED_(name, ...)                            \
  ({                                                            \
    auto name = (__VA_ARGS__);                                  \
    if (!name) return std::unexpected(std::move(name).error()); \
    *std::move(name);                                           \
  })
