// Native objects by number. What lies in V8's heap can be overwritten by who finds a bug in V8, so
// a wrapper holds no address: only the number of an entry in this table, which lies elsewhere.
#pragma once

#include <cstdint>
#include <vector>

namespace bailey::js {

namespace internal {
struct HandleBase;
}

// Belongs to a realm and its thread.
class HandleTable {
 public:
  // The number of `node` until it is removed.
  std::uint32_t add(internal::HandleBase& node);
  void remove(std::uint32_t number);
  // The node with this number, or nullptr when there is none.
  internal::HandleBase* at(std::uint32_t number) const;

 private:
  std::vector<internal::HandleBase*> nodes_;
  std::vector<std::uint32_t> free_;
};

}  // namespace bailey::js
