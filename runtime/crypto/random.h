// Random numbers that nobody can guess.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/base/result.h"

namespace bailey::crypto {

// Error when the system has no entropy. Thread: any.
Result<> fill_random(std::span<std::uint8_t> into);

}  // namespace bailey::crypto
