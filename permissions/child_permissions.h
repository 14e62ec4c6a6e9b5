// What a worker, or a test, asks to be left of its parent's permissions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bailey::permissions {

enum class ChildUse : std::uint8_t { None, Inherit, Whole, Listed };

struct ChildPermission {
  ChildUse use = ChildUse::None;
  std::vector<std::string> values;  // Listed; written as in flags
};

// Kinds that are not named get nothing.
struct ChildPermissions {
  ChildPermission read = {};
  ChildPermission write = {};
  ChildPermission net = {};
  ChildPermission env = {};
  ChildPermission sys = {};
  ChildPermission run = {};
  ChildPermission ffi = {};
  ChildPermission import = {};
};

}  // namespace bailey::permissions
