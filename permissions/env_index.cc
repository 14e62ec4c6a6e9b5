#include "permissions/env_index.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bailey::permissions {
namespace {

// Variables that steer how text is shown and what Node compatibility prints; no secrets.
constexpr std::array<std::string_view, 4> kAlwaysReadable = {
    "NO_COLOR", "FORCE_COLOR", "NODE_DEBUG", "NODE_OPTIONS"};

}  // namespace

bool is_always_readable(std::string_view name) {
  return std::ranges::contains(kAlwaysReadable, name);
}

Result<EnvRule> parse_env_rule(std::string_view text) {
  if (text.empty()) return fail(ErrorClass::Error, "Empty env not allowed");
  if (text.ends_with('*')) {
    return EnvRule{.name = std::string(text.substr(0, text.size() - 1)), .is_prefix = true};
  }
  return EnvRule{.name = std::string(text)};
}

void EnvIndex::add(EnvRule rule, Ruling ruling) {
  enter(rule, ruling);
  entries_.push_back({std::move(rule), ruling});
}

void EnvIndex::enter(const EnvRule& rule, Ruling ruling) {
  present_.add(ruling);
  (rule.is_prefix ? prefixes_ : names_)[rule.name].add(ruling);
  if (rule.is_prefix && !std::ranges::contains(prefix_lengths_, rule.name.size())) {
    prefix_lengths_.push_back(rule.name.size());
    std::ranges::sort(prefix_lengths_, std::greater());
  }
}

std::optional<Ruling> EnvIndex::match(const EnvRule& query) const {
  // SECURITY: a single name never covers a prefix ("a worker cannot widen a name to a prefix").
  if (!query.is_prefix) {
    auto found = names_.find(query.name);
    if (found != names_.end()) return found->second.first();
  }
  for (std::size_t length : prefix_lengths_) {
    if (length > query.name.size()) continue;
    auto found = prefixes_.find(std::string_view(query.name).substr(0, length));
    if (found != prefixes_.end()) return found->second.first();
  }
  return std::nullopt;
}

void EnvIndex::revoke(const EnvRule& query) {
  std::erase_if(entries_, [&](const Entry& entry) {
    return entry.ruling == Ruling::Granted && entry.rule.is_prefix
               ? query.name.starts_with(entry.rule.name)
               : entry.ruling == Ruling::Granted && query.name == entry.rule.name;
  });
  rebuild();
}

void EnvIndex::revoke_all() {
  std::erase_if(entries_, [](const Entry& entry) { return entry.ruling == Ruling::Granted; });
  rebuild();
}

void EnvIndex::rebuild() {
  present_ = {};
  names_.clear();
  prefixes_.clear();
  prefix_lengths_.clear();
  for (const Entry& entry : entries_) enter(entry.rule, entry.ruling);
}

}  // namespace bailey::permissions
