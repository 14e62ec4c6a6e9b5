// The rules for environment variables, found by name.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "permissions/ruling.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// A name, or with `is_prefix` all names that start with it ("AWS_*").
struct EnvRule {
  std::string name;
  bool is_prefix = false;
};

// One value of --allow-env and its kin, or of a worker's list. Error when empty.
Result<EnvRule> parse_env_rule(std::string_view text);

// Whether script may read `name` whatever the flags say, as in Deno: NO_COLOR and its like.
bool is_always_readable(std::string_view name);

// A name beats a prefix, a longer prefix a shorter one.
class EnvIndex {
 public:
  struct Entry {
    EnvRule rule;
    Ruling ruling;
  };
  using Rule = EnvRule;
  using Query = EnvRule;

  void add(EnvRule rule, Ruling ruling);
  bool has(Ruling ruling) const { return present_.has(ruling); }
  std::optional<Ruling> match(const EnvRule& query) const;
  bool is_cut(const EnvRule&) const { return false; }
  void revoke(const EnvRule& query);
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
  using ByText = std::unordered_map<std::string, RulingSet, Hash, std::equal_to<>>;

  void enter(const EnvRule& rule, Ruling ruling);
  void rebuild();

  std::vector<Entry> entries_;
  RulingSet present_;
  ByText names_;
  ByText prefixes_;
  std::vector<std::size_t> prefix_lengths_;  // longest first
};

}  // namespace bailey::permissions
