// The lines that an external permission broker reads and writes: JSON, as Deno has it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "permissions/decision_source.h"
#include "runtime/base/result.h"

namespace bailey::cli {

struct BrokerQuestion {
  std::int64_t process = 0;
  std::uint64_t id = 0;
  std::chrono::system_clock::time_point time;
  permissions::AccessRequest access;
};

// One line with its end: {"v":1,"pid","id","datetime","permission","value"}, and "path" where
// bailey knows it and `value` is something else. nullopt when the access holds bytes that are no
// UTF-8: no text shows them as they are.
std::optional<std::string> broker_request(const BrokerQuestion& question);

// The verdict in `line`, which must answer the question `id`.
Result<permissions::Verdict> broker_response(std::string_view line, std::uint64_t id);

}  // namespace bailey::cli
