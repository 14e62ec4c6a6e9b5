// Deriving a worker's policy from its parent's.
#include <utility>

#include "permissions/broker.h"
#include "permissions/enforce.h"
#include "permissions/lexical_path.h"
#include "permissions/parse_policy.h"

namespace bailey::permissions {
namespace {

std::unexpected<Error> escalation() {
  return fail(ErrorClass::NotCapable, "Can't escalate parent thread permissions");
}

}  // namespace

class Broker::Narrower {
 public:
  explicit Narrower(Broker& parent) : parent_(parent) {}

  Result<Policy> narrow(const ChildPermissions& wanted) {
    Policy& from = parent_.policy_;
    BAILEY_TRY(narrow_paths(Kind::Read, wanted.read, from.read, child_.read));
    BAILEY_TRY(narrow_paths(Kind::Write, wanted.write, from.write, child_.write));
    BAILEY_TRY(narrow_import(wanted.import));
    BAILEY_TRY(narrow_net(wanted.net));
    BAILEY_TRY(narrow_env(wanted.env));
    BAILEY_TRY(narrow_sys(wanted.sys));
    BAILEY_TRY(narrow_run(wanted.run));
    BAILEY_TRY(narrow_paths(Kind::Ffi, wanted.ffi, from.ffi, child_.ffi));
    child_.prompting = from.prompting;
    return std::move(child_);
  }

 private:
  // All but the list: `child` becomes a copy of `parent`, without its grants unless they are
  // inherited. Denials always come along.
  template <class Index>
  Result<> narrow_whole(
      Kind kind, const ChildPermission& wanted, RuleBook<Index>& parent, RuleBook<Index>& child) {
    if (wanted.use == ChildUse::Whole) {
      auto state =
          parent_.enforce_whole(parent, PartialDenial::Overlook, Subject{kind, std::nullopt, {}});
      if (state != State::Granted) return escalation();
    }
    child = parent;
    if (wanted.use == ChildUse::Inherit) return {};
    child.revoke_all();
    if (wanted.use == ChildUse::Whole) child.add_whole(Ruling::Granted);
    return {};
  }

  // SECURITY: nothing enters a child that the parent could not reach ("a worker gets no more than
  // its parent has").
  template <class Index>
  Result<> require(RuleBook<Index>& parent, const Index::Query& query, PartialDenial partial,
      Kind kind, std::string_view shown) {
    if (parent_.enforce(parent, query, partial, Subject{kind, shown, {}}) != State::Granted) {
      return escalation();
    }
    return {};
  }

  Result<> narrow_paths(Kind kind, const ChildPermission& wanted, RuleBook<PathIndex>& parent,
      RuleBook<PathIndex>& child) {
    BAILEY_TRY(narrow_whole(kind, wanted, parent, child));
    for (const std::string& value : wanted.values) {
      auto rule = BAILEY_TRY(parse_path_rule(value, parent_.parts_.paths));
      BAILEY_TRY(require(parent, rule.written, PartialDenial::Refuse, kind, value));
      if (rule.resolved != rule.written) {
        BAILEY_TRY(require(parent, rule.resolved, PartialDenial::Refuse, kind, rule.resolved));
      }
      child.add(std::move(rule), Ruling::Granted);
    }
    return {};
  }

  Result<> require_host(RuleBook<NetIndex>& parent, const NetRule& rule, Kind kind) {
    // A grant with a port would win over the parent's denial without one.
    bool is_peer = rule.port && (rule.kind == HostKind::Name || rule.kind == HostKind::Address);
    auto shown = rule.to_string();
    if (!is_peer && parent.index().would_yield_to(rule)) {
      parent_.tell({.kind = kind, .value = shown, .outcome = State::Denied, .rule = shown});
      return escalation();
    }
    return require(parent, rule, PartialDenial::Overlook, kind, shown);
  }

  Result<> narrow_net(const ChildPermission& wanted) {
    auto& parent = parent_.policy_.net;
    BAILEY_TRY(narrow_whole(Kind::Net, wanted, parent, child_.net));
    for (const std::string& value : wanted.values) {
      auto rule = BAILEY_TRY(parse_net_rule(value));
      BAILEY_TRY(require_host(parent, rule, Kind::Net));
      child_.net.add(std::move(rule), Ruling::Granted);
    }
    return {};
  }

  Result<> narrow_import(const ChildPermission& wanted) {
    Policy& from = parent_.policy_;
    BAILEY_TRY(narrow_whole(Kind::Import, wanted, from.import, child_.import));
    child_.computed_import = from.computed_import;
    if (wanted.use == ChildUse::Inherit) return {};
    child_.computed_import.revoke_all();
    if (wanted.use == ChildUse::Whole) child_.computed_import.add_whole(Ruling::Granted);
    for (const std::string& value : wanted.values) {
      auto rule = BAILEY_TRY(parse_net_rule(value));
      BAILEY_TRY(require_host(from.import, rule, Kind::Import));
      if (from.computed_import.state(rule, PartialDenial::Overlook) == State::Granted) {
        child_.computed_import.add(rule, Ruling::Granted);
      }
      child_.import.add(std::move(rule), Ruling::Granted);
    }
    return {};
  }

  Result<> narrow_env(const ChildPermission& wanted) {
    auto& parent = parent_.policy_.env;
    BAILEY_TRY(narrow_whole(Kind::Env, wanted, parent, child_.env));
    for (const std::string& value : wanted.values) {
      auto rule = BAILEY_TRY(parse_env_rule(value));
      BAILEY_TRY(require(parent, rule, PartialDenial::Overlook, Kind::Env, rule.name));
      child_.env.add(std::move(rule), Ruling::Granted);
    }
    return {};
  }

  Result<> narrow_sys(const ChildPermission& wanted) {
    auto& parent = parent_.policy_.sys;
    BAILEY_TRY(narrow_whole(Kind::Sys, wanted, parent, child_.sys));
    for (const std::string& value : wanted.values) {
      auto kind = BAILEY_TRY(parse_sys_descriptor(value));
      BAILEY_TRY(require(parent, kind, PartialDenial::Overlook, Kind::Sys, sys_kind_name(kind)));
      child_.sys.add(kind, Ruling::Granted);
    }
    return {};
  }

  Result<> narrow_run(const ChildPermission& wanted) {
    auto& parent = parent_.policy_.run;
    BAILEY_TRY(narrow_whole(Kind::Run, wanted, parent, child_.run));
    const BrokerParts& parts = parent_.parts_;
    for (const std::string& value : wanted.values) {
      auto path = value.contains('/') ? BAILEY_TRY(absolute(parts.paths, value))
                                      : parts.programs.find(value, std::nullopt).value_or("");
      if (path.empty()) continue;  // as with --allow-run, a name that finds nothing grants nothing
      auto target = BAILEY_TRY(parts.paths.resolve(path));
      Program program{.path = path, .target = std::move(target), .command = value};
      BAILEY_TRY(require(parent, program, PartialDenial::Overlook, Kind::Run, value));
      child_.run.add(RunRule{.path = std::move(path), .name = {}}, Ruling::Granted);
    }
    return {};
  }

  Broker& parent_;
  Policy child_;
};

Result<Policy> Broker::narrow(const ChildPermissions& wanted) {
  return Narrower(*this).narrow(wanted);
}

}  // namespace bailey::permissions
