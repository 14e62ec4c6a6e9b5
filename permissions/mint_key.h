// The key that every grant's constructor asks for.
#pragma once

namespace bailey::permissions {

// Held by Broker and HostAuthority alone; without one, a grant's constructor cannot be called.
class MintKey {
  friend class Broker;
  friend class HostAuthority;
  MintKey() = default;
};

}  // namespace bailey::permissions
