// What script asks for when it starts a program, with leave to do so.
#pragma once

#include "permissions/grant.h"
#include "runtime/js/convert.h"
#include "runtime/os/spawn.h"

namespace bailey::ops {

// The grant is for this program with this environment: both come from one conversion.
struct SpawnCall {
  permissions::RunGrant program;
  os::SpawnOptions options;
};

}  // namespace bailey::ops

// A grant in a coat: what converts to it was granted.
template <>
inline constexpr bool bailey::permissions::is_grant<bailey::ops::SpawnCall> = true;

namespace bailey::js {

template <>
struct FromJs<ops::SpawnCall> {
  static Result<ops::SpawnCall> from(Caller& caller, v8::Local<v8::Value> value);
};

}  // namespace bailey::js
