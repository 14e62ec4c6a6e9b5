// Being told of every decision: for the audit log, for recording what a run uses, and for tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "permissions/state.h"

namespace bailey::permissions {

enum class DecidedBy : std::uint8_t { Rules, Person, Program };

// What the decision is for.
enum class Purpose : std::uint8_t {
  Access,
  LinkTarget,    // where the path of the access decided just before leads
  StaticImport,  // of a module's text: the default hosts count
  Request,       // Deno.permissions.request(): nothing is reached yet
};

struct Decision {
  Kind kind = Kind::Read;
  std::optional<std::string_view> value =
      std::nullopt;                // as messages show it; nullopt: the whole kind
  State outcome = State::Denied;   // Granted, Ignored or a denial; never Prompt
  std::string_view api_name = {};  // may be empty
  DecidedBy by = DecidedBy::Rules;
  Purpose purpose = Purpose::Access;
  // The smallest rule that grants it: an absolute path, "host:port", a name; of `run` the path of
  // the program, empty when it was not found. nullopt: nothing less than the whole kind.
  std::optional<std::string_view> rule = std::nullopt;
  // Only a policy that takes nothing away grants it: the files of /proc, /dev and /sys.
  bool needs_everything = false;
};

class AccessObserver {
 public:
  virtual ~AccessObserver() = default;

  // Called on the broker's thread, before the access happens.
  virtual void decided(const Decision& decision) = 0;
};

}  // namespace bailey::permissions
