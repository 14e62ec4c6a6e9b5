// Broker's templates, for its own source files only.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "permissions/broker.h"

namespace bailey::permissions {

// The rule that an answer about a query makes.
inline PathRule granted_rule(std::string_view path) {
  return {std::string(path), std::string(path)};
}
inline PathRule denied_rule(std::string_view path) { return granted_rule(path); }
inline NetRule granted_rule(const NetRule& peer) { return peer; }
inline NetRule denied_rule(const NetRule& peer) { return peer; }
inline EnvRule granted_rule(const EnvRule& name) { return name; }
inline EnvRule denied_rule(const EnvRule& name) { return name; }
inline SysKind granted_rule(SysKind kind) { return kind; }
inline SysKind denied_rule(SysKind kind) { return kind; }
inline RunRule granted_rule(const Program& program) { return {.path = program.path, .name = {}}; }
inline RunRule denied_rule(const Program& program) {
  if (program.command.contains('/')) return {.path = program.path, .name = {}};
  return {.path = {}, .name = program.command};
}

// The path that a query is about; see AccessRequest.
template <class Query>
std::string_view path_of(const Query&) {
  return {};
}
inline std::string_view path_of(const std::string_view& path) { return path; }
inline std::string_view path_of(const Program& program) { return program.path; }

// The rule for a query as a flag would write it.
inline std::string rule_text(std::string_view path) { return std::string(path); }
inline std::string rule_text(const NetRule& peer) { return peer.to_string(); }
inline std::string rule_text(const EnvRule& name) {
  return name.is_prefix ? name.name + "*" : name.name;
}
inline std::string rule_text(SysKind kind) { return std::string(sys_kind_name(kind)); }
inline std::string rule_text(const Program& program) { return program.path; }

// Asked about all the same, so that no time or text tells which programs exist; but a program that
// was not found cannot be granted.
template <class Query>
bool can_be_granted(const Query&) {
  return true;
}
inline bool can_be_granted(const Program& program) { return !program.path.empty(); }

template <class Index>
void Broker::remember(RuleBook<Index>& book, const Index::Query& query, Answer answer) {
  if (answer == Answer::AllowAll) return remember_whole(book, answer);
  auto add = [&](RuleBook<Index>& to) {
    if (answer == Answer::Deny) {
      to.add(denied_rule(query), Ruling::PromptDenied);
    } else if (can_be_granted(query)) {
      to.add(granted_rule(query), Ruling::Granted);
    }
  };
  add(book);
  if constexpr (std::is_same_v<Index, NetIndex>) {
    if (&book == &policy_.import) add(policy_.computed_import);
    if (&book == &policy_.computed_import) add(policy_.import);
  }
  policy_changed();
}

template <class Index>
void Broker::remember_whole(RuleBook<Index>& book, Answer answer) {
  auto ruling = answer == Answer::Deny ? Ruling::PromptDenied : Ruling::Granted;
  book.add_whole(ruling);
  if constexpr (std::is_same_v<Index, NetIndex>) {
    if (&book == &policy_.import) policy_.computed_import.add_whole(ruling);
    if (&book == &policy_.computed_import) policy_.import.add_whole(ruling);
  }
  policy_changed();
}

template <class Index>
Result<State> Broker::enforce(RuleBook<Index>& book, const Index::Query& query,
    PartialDenial partial, const Subject& subject) {
  std::string rule;
  if (parts_.observer != nullptr) rule = rule_text(query);
  if (parts_.decisions != nullptr) return decide_outside(subject, path_of(query), rule);
  Ruled ruled{book.state(query, partial)};
  if (ruled.state == State::Prompt && policy_.prompting == Prompting::On) {
    Answer answer = ask(subject);
    remember(book, query, answer);
    ruled = {answer == Answer::Deny ? State::Denied : State::Granted, DecidedBy::Person};
  }
  ruled.rule = rule;
  return conclude(ruled, subject);
}

template <class Index>
Result<State> Broker::enforce_whole(
    RuleBook<Index>& book, PartialDenial partial, const Subject& subject) {
  if (parts_.decisions != nullptr) return decide_outside(subject, {}, std::nullopt);
  Ruled ruled{book.whole_state(partial)};
  if (ruled.state == State::Prompt && policy_.prompting == Prompting::On) {
    Answer answer = ask(subject);
    remember_whole(book, answer);
    ruled = {answer == Answer::Deny ? State::Denied : State::Granted, DecidedBy::Person};
  }
  return conclude(ruled, subject);
}

}  // namespace bailey::permissions
