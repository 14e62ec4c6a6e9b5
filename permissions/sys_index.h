// The rules for system information, found by kind.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "permissions/ruling.h"
#include "permissions/sys_kind.h"

namespace bailey::permissions {

class SysIndex {
 public:
  using Rule = SysKind;
  using Query = SysKind;

  void add(SysKind kind, Ruling ruling) { at(kind).add(ruling); }
  bool has(Ruling ruling) const {
    for (RulingSet rulings : by_kind_) {
      if (rulings.has(ruling)) return true;
    }
    return false;
  }
  std::optional<Ruling> match(SysKind kind) const {
    return by_kind_[static_cast<std::size_t>(kind)].first();
  }
  bool is_cut(SysKind) const { return false; }
  void revoke(SysKind kind) { at(kind).remove(Ruling::Granted); }
  void revoke_all() {
    for (RulingSet& rulings : by_kind_) rulings.remove(Ruling::Granted);
  }

 private:
  RulingSet& at(SysKind kind) { return by_kind_[static_cast<std::size_t>(kind)]; }

  std::array<RulingSet, kSysKindCount> by_kind_;
};

}  // namespace bailey::permissions
