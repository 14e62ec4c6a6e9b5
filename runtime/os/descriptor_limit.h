// How many descriptors the process may have.
#pragma once

#include <cstdint>

#include "runtime/base/result.h"

namespace bailey::os {

// From now on the kernel gives at most `count` more descriptors at a time, whoever asks: files,
// sockets, pipes. Programs that are started inherit the bound as one they may raise.
Result<> allow_descriptors(std::uint64_t count);

}  // namespace bailey::os
