// Which system calls each filter answers, and how. Read by mkfilters.cc at build time.
#pragma once

#include <seccomp.h>

#include <span>
#include <vector>

#include "permissions/os_sandbox/filters.h"

namespace bailey::permissions::os_sandbox {

// What to answer when all conditions hold.
struct CallRule {
  std::uint32_t action;
  const char* call;  // calls this architecture does not have are left out
  std::vector<scmp_arg_cmp> conditions = {};
};

struct FilterTable {
  std::uint32_t otherwise;  // the answer to calls without a rule
  std::vector<CallRule> rules;
};

FilterTable filter_table(Filter filter);

}  // namespace bailey::permissions::os_sandbox
