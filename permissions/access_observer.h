// Being told of every decision: for the audit log and for tests.
#pragma once

#include <optional>
#include <string_view>

#include "permissions/state.h"

namespace bailey::permissions {

struct Decision {
  Kind kind = Kind::Read;
  std::optional<std::string_view> value;  // as messages show it; nullopt: the whole kind
  State outcome = State::Denied;          // Granted, Ignored or a denial; never Prompt
  std::string_view api_name;              // may be empty
};

class AccessObserver {
 public:
  virtual ~AccessObserver() = default;

  // Called on the broker's thread, before the access happens.
  virtual void decided(const Decision& decision) = 0;
};

}  // namespace bailey::permissions
