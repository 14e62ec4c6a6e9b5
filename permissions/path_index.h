// The path rules of one kind, found by path.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "permissions/ruling.h"

namespace bailey::permissions {

// A path that a flag, a worker's list or an answer names. Both absolute and normalised.
struct PathRule {
  std::string written;   // as given
  std::string resolved;  // where it led when the rule was made
};

// A rule covers its path and all below it, by whole components. Both forms of a rule count, so a
// denied link also denies its target, and a granted one grants it.
//
// A lookup probes each ancestor of a path once, whatever the number of rules.
//
// What RuleBook needs of an index: Rule, Query, add, has, match (the ruling of the most specific
// rule for a query), is_cut (whether a FlagDenied or Ignored rule covers a part of it), revoke
// (take back the grants that cover it) and revoke_all.
class PathIndex {
 public:
  struct Entry {
    PathRule rule;
    Ruling ruling;
  };
  using Rule = PathRule;
  using Query = std::string_view;  // absolute and normalised

  void add(PathRule rule, Ruling ruling);
  bool has(Ruling ruling) const { return present_.has(ruling); }
  std::optional<Ruling> match(std::string_view path) const;
  bool is_cut(std::string_view path) const;
  void revoke(std::string_view path);
  void revoke_all();
  // Every rule, in the order in which they were added.
  std::span<const Entry> entries() const { return entries_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  // Ordered so that what lies below a path follows it directly: "/a", "/a/b", "/a-b".
  struct TreeOrder {
    using is_transparent = void;
    bool operator()(std::string_view left, std::string_view right) const;
  };
  using Tree = std::set<std::string, TreeOrder>;

  static bool holds_below(const Tree& tree, std::string_view path);
  void enter(const std::string& path, Ruling ruling);
  void rebuild();

  std::vector<Entry> entries_;
  RulingSet present_;
  // What follows is made from entries_.
  std::unordered_map<std::string, RulingSet, Hash, std::equal_to<>> by_path_;
  Tree cuts_;            // FlagDenied and Ignored
  Tree prompt_denials_;  // refuse what holds them: asking for more than was refused is refused
};

// Whether `path` is `root` or below it.
bool is_within(std::string_view path, std::string_view root);

}  // namespace bailey::permissions
