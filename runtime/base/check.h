// BAILEY_CHECK: a condition that only a bug in bailey can break.
#pragma once

namespace bailey::internal {

// Prints where and what, then aborts.
[[noreturn]] void check_failed(const char* file, int line, const char* condition);

}  // namespace bailey::internal

#define BAILEY_CHECK(condition) \
  ((condition) ? void() : ::bailey::internal::check_failed(__FILE__, __LINE__, #condition))
