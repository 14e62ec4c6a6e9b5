// Whether a SysGrant is for the kind of information at hand.
#pragma once

#include <string>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os::internal {

// SECURITY: leave to know one thing is not leave to know another. runtime/os/system_info_test.cc.
inline Result<> expect_kind(const permissions::SysGrant& grant, permissions::SysKind kind) {
  if (grant.kind() == kind) return {};
  return fail(ErrorClass::NotCapable, "Requires sys access to \"" +
                                          std::string(permissions::sys_kind_name(kind)) +
                                          "\", run again with the --allow-sys flag");
}

}  // namespace bailey::os::internal
