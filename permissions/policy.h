// What a thread's script may reach: a value, made from flags or from a parent's policy.
#pragma once

#include <cstdint>

#include "permissions/env_index.h"
#include "permissions/net_index.h"
#include "permissions/path_index.h"
#include "permissions/rule_book.h"
#include "permissions/run_index.h"
#include "permissions/sys_index.h"

namespace bailey::permissions {

// Whether what no rule decides is asked about, or refused at once.
enum class Prompting : std::uint8_t { Off, On };

// The rules of all kinds. Without any, nothing is granted: there is no default allow.
struct Policy {
  RuleBook<PathIndex> read;
  RuleBook<PathIndex> write;
  RuleBook<NetIndex> net;
  RuleBook<EnvIndex> env;
  RuleBook<SysIndex> sys;
  RuleBook<RunIndex> run;
  RuleBook<PathIndex> ffi;
  RuleBook<NetIndex> import;
  // For specifiers computed at run time: `import` without the hosts that nobody named.
  RuleBook<NetIndex> computed_import;
  Prompting prompting = Prompting::Off;

  // Every kind granted as a whole.
  static Policy everything();

  // Nothing is refused: no rule of any kind takes anything away.
  bool is_unlimited() const;
};

}  // namespace bailey::permissions
