// Deciding in place of the rules: another program, which the user has put in charge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "permissions/state.h"

namespace bailey::permissions {

struct AccessRequest {
  Kind kind = Kind::Read;
  std::optional<std::string_view> value =
      std::nullopt;  // as messages show it; nullopt: the whole kind
  // The absolute path that `value` stands for, when it is a file or a program that was found.
  std::string_view path = {};
};

struct Verdict {
  enum class Result : std::uint8_t { Allow, Deny };
  Result result = Result::Deny;
  std::optional<std::string> reason = std::nullopt;  // of a denial; replaces the usual text
};

// Shared by the brokers of all threads. Thread: any.
class DecisionSource {
 public:
  virtual ~DecisionSource() = default;

  // Blocks until there is an answer. A source that can give none ends the process.
  virtual Verdict decide(const AccessRequest& request) = 0;
};

}  // namespace bailey::permissions
