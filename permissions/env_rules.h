// What a script that may list the environment gets to see of it.
#pragma once

#include <cstdint>
#include <string_view>

namespace bailey::permissions {

enum class EnvView : std::uint8_t { Real, Ignored };

// An immutable copy of the env rules, safe to read on any thread.
class EnvRules {
 public:
  virtual ~EnvRules() = default;

  // Whether a listing of the environment shows `name`.
  virtual bool shows(std::string_view name) const = 0;
};

}  // namespace bailey::permissions
