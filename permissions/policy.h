// What a run was started with.
#pragma once

#include <cstdint>

namespace bailey::permissions {

enum class Baseline : std::uint8_t { NothingGranted, EverythingGranted };

// The rules of all kinds. Without any, nothing is granted: there is no default allow.
struct Policy {
  Baseline baseline = Baseline::NothingGranted;
};

}  // namespace bailey::permissions
