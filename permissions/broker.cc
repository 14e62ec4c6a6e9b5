#include "permissions/broker.h"

#include <algorithm>
#include <utility>

#include "permissions/ascii.h"
#include "permissions/enforce.h"
#include "permissions/refusal.h"

namespace bailey::permissions {
namespace {

// The environment as a script with ignored or denied variables sees it.
class EnvListing : public EnvRules {
 public:
  explicit EnvListing(RuleBook<EnvIndex> book) : book_(std::move(book)) {}

  bool shows(std::string_view name) const override {
    EnvRule query{.name = std::string(name)};
    return book_.state(query, PartialDenial::Overlook) == State::Granted;
  }

 private:
  RuleBook<EnvIndex> book_;
};

// What to hand to the resolver: the host as given, but for its case and its brackets.
std::string host_to_resolve(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return to_lower(host);
}

}  // namespace

void Broker::policy_changed() {
  is_unlimited_ = parts_.decisions == nullptr && policy_.is_unlimited();
  env_rules_ = nullptr;
  child_env_rules_ = nullptr;
}

Answer Broker::ask(const Subject& subject) const {
  if (parts_.prompter == nullptr) return Answer::Deny;
  auto value = subject.asked ? subject.asked : subject.shown;
  return parts_.prompter->ask(Question{
      .kind = subject.kind,
      .access = access_text(subject.kind, value),
      .api_name = subject.api_name,
  });
}

Result<State> Broker::decide_outside(
    const Subject& subject, std::string_view path, std::optional<std::string_view> rule) const {
  auto value = subject.asked ? subject.asked : subject.shown;
  auto verdict = parts_.decisions->decide({
      .kind = subject.kind,
      .value = value,
      .path = value == path ? std::string_view() : path,
  });
  bool allowed = verdict.result == Verdict::Result::Allow;
  auto concluded =
      conclude({allowed ? State::Granted : State::Denied, DecidedBy::Program, rule}, subject);
  if (!concluded && verdict.reason) concluded.error().message = *std::move(verdict.reason);
  return concluded;
}

void Broker::tell(const Decision& decision) const {
  if (parts_.observer != nullptr) parts_.observer->decided(decision);
}

Result<State> Broker::conclude(Ruled ruled, const Subject& subject) const {
  State state = ruled.state == State::Prompt ? State::Denied : ruled.state;
  tell({.kind = subject.kind,
      .value = subject.shown,
      .outcome = state,
      .api_name = subject.api_name,
      .by = ruled.by,
      .purpose = subject.purpose,
      .rule = ruled.rule});
  if (state == State::Granted || state == State::GrantedPartial) return State::Granted;
  if (state == State::Ignored) return state;
  return std::unexpected(refusal(subject.kind, subject.shown));
}

template <PeerUse U>
Result<PeerGrant<U>> Broker::peer(RuleBook<NetIndex>& book, std::string_view host,
    std::uint16_t port, const std::shared_ptr<const AddressRules>& denials, Subject subject) {
  auto query = BAILEY_TRY(parse_peer(host, port));
  const auto shown = query.to_string();
  subject.shown = shown;
  BAILEY_TRY(enforce(book, query, PartialDenial::Overlook, subject));
  auto name = host_to_resolve(host);
  PeerGrant<U> grant(MintKey(), name, port, shown, denials);
  // SECURITY: "2130706433" is a name to the rules and 127.0.0.1 to the resolver ("a deny rule sees
  // every form of an address"). Who resolves asks again; this is the earlier, clearer error.
  if (auto address = IpAddress::parse_lenient(name)) {
    BAILEY_TRY(grant.admits(*address));
    NetRule meant{.kind = HostKind::Address, .address = *address, .port = port};
    if (parts_.decisions != nullptr && query.kind == HostKind::Name) {
      auto asked = meant.to_string();
      subject.asked = asked;
      BAILEY_TRY(enforce(book, meant, PartialDenial::Overlook, subject));
    }
  }
  return grant;
}

Result<ConnectGrant> Broker::connect(
    std::string_view host, std::uint16_t port, std::string_view api_name) {
  Subject subject{Kind::Net, std::nullopt, api_name};
  return peer<PeerUse::Connect>(policy_.net, host, port, net_denials_, subject);
}

Result<ListenGrant> Broker::listen(
    std::string_view host, std::uint16_t port, std::string_view api_name) {
  Subject subject{Kind::Net, std::nullopt, api_name};
  return peer<PeerUse::Listen>(policy_.net, host, port, net_denials_, subject);
}

Result<ImportGrant> Broker::import(std::string_view host, std::uint16_t port, ImportUse use) {
  auto& book = use == ImportUse::Static ? policy_.import : policy_.computed_import;
  Subject subject{Kind::Import, std::nullopt, "import()"};
  if (use == ImportUse::Static) subject.purpose = Purpose::StaticImport;
  return peer<PeerUse::Import>(book, host, port, import_denials_, subject);
}

Result<EnvView> Broker::env_view(std::string_view name) {
  EnvRule query{.name = std::string(name)};
  auto state =
      BAILEY_TRY(enforce(policy_.env, query, PartialDenial::Overlook, {Kind::Env, name, {}}));
  return state == State::Ignored ? EnvView::Ignored : EnvView::Real;
}

Result<EnvGrant> Broker::env(std::string_view name) {
  auto view = is_always_readable(name) ? EnvView::Real : BAILEY_TRY(env_view(name));
  return EnvGrant(MintKey(), std::string(name), view);
}

Result<EnvWriteGrant> Broker::env_write(std::string_view name) {
  return EnvWriteGrant(MintKey(), std::string(name), BAILEY_TRY(env_view(name)));
}

Result<EnvAllGrant> Broker::env_all() {
  Subject subject{Kind::Env, std::nullopt, {}};
  if (parts_.decisions != nullptr) {
    BAILEY_TRY(decide_outside(subject, {}, std::nullopt));
    return EnvAllGrant(MintKey(), nullptr);
  }
  State state = policy_.env.whole_state(PartialDenial::Refuse);
  // Some variables are denied or ignored: the listing leaves them out.
  if (state == State::DeniedPartial || state == State::Ignored) {
    if (env_rules_ == nullptr) env_rules_ = std::make_shared<EnvListing>(policy_.env);
    BAILEY_TRY(conclude({State::Granted}, subject));
    return EnvAllGrant(MintKey(), env_rules_);
  }
  BAILEY_TRY(enforce_whole(policy_.env, PartialDenial::Refuse, subject));
  return EnvAllGrant(MintKey(), nullptr);
}

Result<SysGrant> Broker::sys(SysKind kind, std::string_view api_name) {
  Subject subject{Kind::Sys, sys_kind_name(kind), api_name};
  BAILEY_TRY(enforce(policy_.sys, kind, PartialDenial::Overlook, subject));
  return SysGrant(MintKey(), kind);
}

Result<RunAllGrant> Broker::run_all(std::string_view api_name) {
  BAILEY_TRY(
      enforce_whole(policy_.run, PartialDenial::Overlook, {Kind::Run, std::nullopt, api_name}));
  return RunAllGrant(MintKey());
}

Result<FfiMemoryGrant> Broker::ffi_memory(std::string_view api_name) {
  BAILEY_TRY(
      enforce_whole(policy_.ffi, PartialDenial::Overlook, {Kind::Ffi, std::nullopt, api_name}));
  return FfiMemoryGrant(MintKey());
}

}  // namespace bailey::permissions
