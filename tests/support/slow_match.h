// The permission indexes' answers, found by trying every rule.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "permissions/net_index.h"
#include "permissions/path_index.h"
#include "permissions/ruling.h"

namespace bailey::tests {

inline std::optional<permissions::Ruling> match_slowly(
    const std::vector<std::pair<std::string, permissions::Ruling>>& rules, std::string_view path) {
  using permissions::Ruling;
  std::optional<std::pair<std::size_t, permissions::RulingSet>> best;
  for (const auto& [root, ruling] : rules) {
    if (ruling != Ruling::PromptDenied) continue;
    if (permissions::is_within(root, path)) return Ruling::PromptDenied;
  }
  for (const auto& [root, ruling] : rules) {
    if (ruling == Ruling::PromptDenied || !permissions::is_within(path, root)) continue;
    if (!best || root.size() > best->first) best = {root.size(), {}};
    if (root.size() == best->first) best->second.add(ruling);
  }
  return best ? best->second.first() : std::nullopt;
}

inline std::optional<permissions::Ruling> match_slowly(
    const std::vector<std::pair<permissions::NetRule, permissions::Ruling>>& rules,
    const permissions::NetRule& peer) {
  const std::pair<permissions::NetRule, permissions::Ruling>* best = nullptr;
  for (const auto& row : rules) {
    if (!covers(row.first, peer)) continue;
    bool wins = best == nullptr || is_more_specific(row.first, best->first) ||
                (!is_more_specific(best->first, row.first) && row.second < best->second);
    if (wins) best = &row;
  }
  return best == nullptr ? std::nullopt : std::optional(best->second);
}

}  // namespace bailey::tests
