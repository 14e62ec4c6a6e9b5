// A port that nobody listens on.
#pragma once

#include <cstdint>

#include "runtime/base/result.h"

namespace bailey::net {

// Free at this moment; somebody else may take it before it is used.
Result<std::uint16_t> free_tcp_port();

}  // namespace bailey::net
