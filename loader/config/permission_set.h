// The `permissions` of a config file: sets of permissions that -P asks for by name.
#pragma once

#include <optional>
#include <string_view>

#include "loader/config/config.h"
#include "permissions/flag_values.h"
#include "runtime/base/result.h"

namespace bailey::loader {

// What one set says of each kind, as flags would: `"read": false` is a list of nothing.
struct PermissionSet {
  bool all = false;  // every kind that the set does not speak of is granted
  permissions::KindFlags read = {};
  permissions::KindFlags write = {};
  permissions::KindFlags net = {};
  permissions::KindFlags env = {};
  permissions::KindFlags sys = {};
  permissions::KindFlags run = {};
  permissions::KindFlags ffi = {};
  permissions::KindFlags import = {};
};

// The set called `name`; nullopt when the file has none of that name. Paths, and programs with a
// slash, are made absolute from the folder of the file. All sets are checked: the error, in Deno's
// words, ends with the place in the file.
Result<std::optional<PermissionSet>> permission_set(const Config& config, std::string_view name);

// `flags` with what `set` adds: each list that a flag gives replaces the set's list.
permissions::FlagValues with_permission_set(
    permissions::FlagValues flags, const PermissionSet& set);

}  // namespace bailey::loader
