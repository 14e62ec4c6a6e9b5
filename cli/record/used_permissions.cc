#include "cli/record/used_permissions.h"

namespace bailey::cli {
namespace {

// More than anybody reads; a script can be refused for ever.
constexpr std::size_t kMostRefusals = 1000;

}  // namespace

using permissions::Decision;
using permissions::Kind;
using permissions::Purpose;
using permissions::State;

void UseRecord::note(const Decision& decision, const ThreadIdentity& thread) {
  if (decision.purpose == Purpose::Request || decision.outcome == State::Ignored) return;
  bool is_granted = decision.outcome == State::Granted || decision.outcome == State::GrantedPartial;
  std::scoped_lock lock(mutex_);
  if (!is_granted) {
    if (decision.purpose == Purpose::LinkTarget) take_back(thread.number, decision.kind);
    if (used_.refused.size() >= kMostRefusals) return;
    used_.refused.insert({.kind = decision.kind,
        .rule = decision.rule ? std::optional<std::string>(*decision.rule) : std::nullopt,
        .needs_everything = decision.needs_everything,
        .api_name = std::string(decision.api_name)});
    return;
  }
  if (decision.needs_everything) used_.everything = true;
  // A rule for the path as written covers where it leads as well.
  if (decision.purpose == Purpose::LinkTarget) return;
  add(decision);
  if (decision.rule) last_[{thread.number, decision.kind}] = *decision.rule;
}

void UseRecord::add(const Decision& decision) {
  auto& kind = used_[decision.kind];
  if (!decision.rule) {
    kind.whole = true;
    return;
  }
  std::string rule(*decision.rule);
  ++counts_[{decision.kind, rule}];
  kind.rules.insert(rule);
  if (decision.kind == Kind::Import && decision.purpose != Purpose::StaticImport)
    kind.computed.insert(rule);
  if (decision.kind == Kind::Run && decision.value)
    kind.commands[rule].insert(std::string(*decision.value));
}

void UseRecord::take_back(std::uint32_t thread, Kind kind) {
  auto last = last_.find({thread, kind});
  if (last == last_.end()) return;
  if (--counts_[{kind, last->second}] <= 0) used_[kind].rules.erase(last->second);
  last_.erase(last);
}

UsedPermissions UseRecord::so_far() const {
  std::scoped_lock lock(mutex_);
  return used_;
}

}  // namespace bailey::cli
