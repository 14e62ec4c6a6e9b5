// What `bailey explain` shows of the limits: who ends a program that reaches one.
#pragma once

#include <string>
#include <vector>

#include "permissions/os_sandbox/wall.h"
#include "runtime/limits/limits.h"

namespace bailey::cli {

struct LimitRow {
  std::string grant;  // "--max-memory=64MB"
  permissions::os_sandbox::Enforcement enforcement =
      permissions::os_sandbox::Enforcement::BrokerOnly;
  std::string bailey;   // what it does
  std::string kernel;   // what the kernel does
  std::string neither;  // what counts for nobody; may be empty
};

// One for each limit that is set.
std::vector<LimitRow> limit_rows(const limits::Limits& limits);

}  // namespace bailey::cli
