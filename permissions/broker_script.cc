// Deno.permissions: what script may ask of its own broker.
#include <algorithm>
#include <utility>

#include "permissions/broker.h"
#include "permissions/enforce.h"
#include "permissions/lexical_path.h"

namespace bailey::permissions {
namespace {

// Calls `visit` with the book of `kind`.
template <class PolicyRef, class Visitor>
Result<State> with_book(PolicyRef& policy, Kind kind, const Visitor& visit) {
  switch (kind) {
    case Kind::Read:
      return visit(policy.read);
    case Kind::Write:
      return visit(policy.write);
    case Kind::Net:
      return visit(policy.net);
    case Kind::Env:
      return visit(policy.env);
    case Kind::Sys:
      return visit(policy.sys);
    case Kind::Run:
      return visit(policy.run);
    case Kind::Ffi:
      return visit(policy.ffi);
    case Kind::Import:
      return visit(policy.import);
  }
  std::unreachable();
}

Result<NetRule> parse_value(const RuleBook<NetIndex>&, const BrokerParts&, std::string_view value) {
  return parse_net_query(value);
}

Result<EnvRule> parse_value(const RuleBook<EnvIndex>&, const BrokerParts&, std::string_view value) {
  return EnvRule{.name = std::string(value)};
}

Result<SysKind> parse_value(const RuleBook<SysIndex>&, const BrokerParts&, std::string_view value) {
  return parse_sys_descriptor(value);
}

Result<std::string> parse_value(
    const RuleBook<PathIndex>&, const BrokerParts& parts, std::string_view value) {
  if (value.empty()) return fail(ErrorClass::Error, "Empty path is not allowed");
  if (value.starts_with('/')) return normalise("/", value);
  return normalise(BAILEY_TRY(parts.paths.current_directory()), value);
}

Result<Program> parse_value(
    const RuleBook<RunIndex>&, const BrokerParts& parts, std::string_view value) {
  if (value.empty()) return fail(ErrorClass::Error, "Empty run query is not allowed");
  Program program{.path = {}, .target = {}, .command = std::string(value)};
  if (value.contains('/')) {
    program.path = value.starts_with('/')
                       ? normalise("/", value)
                       : normalise(BAILEY_TRY(parts.paths.current_directory()), value);
  } else {
    program.path = parts.programs.find(value, std::nullopt).value_or("");
  }
  program.target = program.path;
  if (!program.path.empty() && refuse_nul(program.path)) {
    program.target = BAILEY_TRY(parts.paths.resolve(program.path));
  }
  return program;
}

// What a prompt about a descriptor shows: a path as checks show it, a host in its one form.
template <class Query>
std::string shown_value(const Query&, std::string_view value) {
  return std::string(value);
}
std::string shown_value(const std::string& path, std::string_view value) {
  return value.starts_with('/') ? path : std::string(value);
}
std::string shown_value(const NetRule& peer, std::string_view) { return peer.to_string(); }
std::string shown_value(SysKind kind, std::string_view) { return std::string(sys_kind_name(kind)); }

bool is_granted(State state) { return state == State::Granted || state == State::GrantedPartial; }

// Of a path as written and where it leads, what holds for an access through it.
State both(State written, State resolved) {
  if (!is_granted(written)) return written;
  if (!is_granted(resolved)) return resolved;
  return std::max(written, resolved);
}

static_assert(State::Granted < State::GrantedPartial);

}  // namespace

class Broker::Script {
 public:
  // Lets the observer know what the person answered.
  static State told(const Broker& broker, const Subject& subject, Answer answer,
      const std::optional<std::string>& rule) {
    State state = answer == Answer::Deny ? State::Denied : State::Granted;
    broker.tell({.kind = subject.kind,
        .value = subject.asked ? subject.asked : subject.shown,
        .outcome = state,
        .api_name = subject.api_name,
        .by = DecidedBy::Person,
        .purpose = Purpose::Request,
        .rule = rule});
    return state;
  }

  template <class Index, class Query>
  static Result<State> state(const Broker&, const RuleBook<Index>& book, const Query& query) {
    return book.state(query, PartialDenial::Report);
  }

  // A path is granted only if what it leads to is as well.
  static Result<State> state(
      const Broker& broker, const RuleBook<PathIndex>& book, const std::string& path) {
    State written = book.state(path, PartialDenial::Report);
    if (!is_granted(written) || !refuse_nul(path)) return written;
    auto resolved = BAILEY_TRY(broker.parts_.paths.resolve(path));
    if (resolved == path) return written;
    return both(written, book.state(resolved, PartialDenial::Report));
  }

  template <class Index, class Query>
  static State request_one(
      Broker& broker, RuleBook<Index>& book, const Query& query, const Subject& subject) {
    State state = book.state(query, PartialDenial::Report);
    if (state == State::Granted) broker.remember(book, query, Answer::Allow);
    if (state != State::Prompt) return state;
    if (broker.policy_.prompting == Prompting::Off) return State::Denied;
    Answer answer = broker.ask(subject);
    broker.remember(book, query, answer);
    return told(broker, subject, answer, rule_text(query));
  }

  template <class Index, class Query>
  static Result<State> request(
      Broker& broker, RuleBook<Index>& book, const Query& query, const Subject& subject) {
    return request_one(broker, book, query, subject);
  }

  static Result<State> request(
      Broker& broker, RuleBook<PathIndex>& book, const std::string& path, const Subject& subject) {
    State written = request_one(broker, book, path, subject);
    if (!is_granted(written) || !refuse_nul(path)) return written;
    auto resolved = BAILEY_TRY(broker.parts_.paths.resolve(path));
    if (resolved == path) return written;
    Subject about_target = subject;
    about_target.asked = resolved;
    return both(written, request_one(broker, book, resolved, about_target));
  }

  template <class Index>
  static State request_whole(Broker& broker, RuleBook<Index>& book, const Subject& subject) {
    State state = book.whole_state(PartialDenial::Report);
    if (state != State::Prompt) return state;
    if (broker.policy_.prompting == Prompting::Off) return State::Denied;
    Answer answer = broker.ask(subject);
    broker.remember_whole(book, answer);
    return told(broker, subject, answer, std::nullopt);
  }
};

Result<State> Broker::query(const Descriptor& descriptor) const {
  return with_book(policy_, descriptor.kind, [&](const auto& book) -> Result<State> {
    if (book.is_unlimited()) return State::Granted;
    if (!descriptor.value) return book.whole_state(PartialDenial::Report);
    return Script::state(*this, book, BAILEY_TRY(parse_value(book, parts_, *descriptor.value)));
  });
}

Result<State> Broker::request(const Descriptor& descriptor) {
  Subject subject{descriptor.kind, std::nullopt, "Deno.permissions.request()"};
  return with_book(policy_, descriptor.kind, [&](auto& book) -> Result<State> {
    if (!descriptor.value) return Script::request_whole(*this, book, subject);
    auto query = BAILEY_TRY(parse_value(book, parts_, *descriptor.value));
    auto shown = shown_value(query, *descriptor.value);
    subject.shown = shown;
    return Script::request(*this, book, query, subject);
  });
}

Result<State> Broker::revoke(const Descriptor& descriptor) {
  if (!descriptor.value) {
    with_book(policy_, descriptor.kind, [](auto& book) -> Result<State> {
      book.revoke_all();
      return State::Prompt;
    }).value();
    if (descriptor.kind == Kind::Import) policy_.computed_import.revoke_all();
    policy_changed();
    return query(descriptor);
  }
  auto revoked = with_book(policy_, descriptor.kind, [&](auto& book) -> Result<State> {
    auto query = BAILEY_TRY(parse_value(book, parts_, *descriptor.value));
    book.revoke(query);
    if constexpr (std::is_same_v<decltype(query), NetRule>) {
      if (descriptor.kind == Kind::Import) policy_.computed_import.revoke(query);
    }
    return State::Prompt;
  });
  BAILEY_TRY(std::move(revoked));
  policy_changed();
  return query(descriptor);
}

}  // namespace bailey::permissions
