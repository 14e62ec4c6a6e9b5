// How much may be written in all: what grants to write carry along.
#pragma once

#include <cstddef>

namespace bailey::permissions {

// Thread: any.
class WriteBudget {
 public:
  virtual ~WriteBudget() = default;
  // Called before `size` bytes are written; does not return when that is more than is left.
  virtual void spend(std::size_t size) = 0;
};

}  // namespace bailey::permissions
