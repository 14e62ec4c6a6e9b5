// What the ops that connect have in common.
#pragma once

#include <chrono>

#include "runtime/js/convert.h"
#include "runtime/net/tcp.h"

namespace bailey::ops {

// How long one address may take before the next is tried beside it.
struct ConnectDelay {
  net::ConnectOptions options() const {
    return {.attempt_delay = std::chrono::milliseconds(milliseconds)};
  }

  std::uint32_t milliseconds = 0;
};

}  // namespace bailey::ops

// Script passes milliseconds.
template <>
struct bailey::js::FromJs<bailey::ops::ConnectDelay> {
  static Result<ops::ConnectDelay> from(Caller& caller, v8::Local<v8::Value> value) {
    return ops::ConnectDelay{BAILEY_TRY(FromJs<std::uint32_t>::from(caller, value))};
  }
};
