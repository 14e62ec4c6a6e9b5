// What must hold for each of the eight kinds: tried on many random rules, the same on every run.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/broker_fixture.h"
#include "tests/support/draw.h"

namespace bailey::permissions {
namespace {

using tests::BrokerFixture;
using tests::Draw;
using tests::whole;

constexpr int kRounds = 120;
constexpr int kQueries = 12;

constexpr std::array kKinds = {
    Kind::Read, Kind::Write, Kind::Net, Kind::Env, Kind::Sys, Kind::Run, Kind::Ffi, Kind::Import};
static_assert(kKinds.size() == kKindCount);

KindFlags& of(FlagValues& flags, Kind kind) {
  const std::array<KindFlags*, kKindCount> kinds = {&flags.read, &flags.write, &flags.net,
      &flags.env, &flags.sys, &flags.run, &flags.ffi, &flags.import};
  return *kinds[static_cast<std::size_t>(kind)];
}

// A broker that one kind of flag was given to.
struct OneKind : BrokerFixture {
  OneKind(Kind of_kind, const KindFlags& given) : kind(of_kind) {
    paths.links["/a/link"] = "/b";
    programs.executables = {"/bin/ls", "/usr/bin/cat", "/opt/tool"};
    FlagValues flags{.no_prompt = true};
    of(flags, kind) = given;
    start(flags);
  }

  State state(std::optional<std::string> value = std::nullopt) const {
    return broker->query({kind, std::move(value)}).value();
  }
  bool grants(std::optional<std::string> value = std::nullopt) const {
    return state(std::move(value)) == State::Granted;
  }

  // Whether script may use `value`: not what is said about it, but what comes of trying.
  bool allows(const std::string& value) const {
    switch (kind) {
      case Kind::Read:
        return broker->read(value, "").has_value();
      case Kind::Write:
        return broker->write(value, "").has_value();
      case Kind::Ffi:
        return broker->ffi(value, "").has_value();
      case Kind::Net:
        return value.starts_with("unix:")
                   ? broker->unix_socket(value.substr(5), "").has_value()
                   : broker->connect(host_of(value), port_of(value), "").has_value();
      case Kind::Import:
        return broker->import(host_of(value), port_of(value), ImportUse::Static).has_value();
      case Kind::Env:
        return broker->env(value).has_value() && broker->env_write(value).has_value();
      case Kind::Sys:
        return broker->sys(parse_sys_kind(value).value(), "").has_value();
      case Kind::Run:
        return broker->run({.command = value}, "").has_value();
    }
    return false;
  }

  static std::string_view host_of(std::string_view value) {
    auto colon = value.rfind(':');
    return colon == value.npos || value.ends_with(']') ? value : value.substr(0, colon);
  }
  static std::uint16_t port_of(std::string_view value) { return value.ends_with(":81") ? 81 : 80; }

  Kind kind;
};

// Something that `value` covers, as narrow as it can be said.
std::string part_of(Draw& draw, Kind kind, const std::string& value) {
  bool is_path = kind == Kind::Read || kind == Kind::Write || kind == Kind::Ffi;
  if (is_path) return value == "/" ? draw.path() : value + draw.path();
  bool is_host = kind == Kind::Net || kind == Kind::Import;
  bool may_have_port = is_host && !value.starts_with("unix") && !value.starts_with("vsock") &&
                       !value.ends_with(":80") && !value.ends_with(":81");
  return may_have_port ? value + ":80" : value;
}

TEST_SUITE_BEGIN("permissions/every_kind");

TEST_CASE("the order of values and of questions never matters, for any kind") {
  Draw draw(21);
  for (Kind kind : kKinds) {
    CAPTURE(kind_name(kind));
    for (int round = 0; round < kRounds; ++round) {
      auto flags = draw.kind_flags(kind);
      OneKind first(kind, flags);
      draw.shuffle(flags.allow.values);
      draw.shuffle(flags.deny.values);
      // What is said twice counts once.
      if (!flags.allow.values.empty()) flags.allow.values.push_back(flags.allow.values.front());
      OneKind second(kind, flags);
      CHECK(first.state() == second.state());
      std::vector<std::string> values;
      for (int i = 0; i < kQueries; ++i) values.push_back(draw.value(kind));
      std::vector<bool> allowed;
      for (const auto& value : values) allowed.push_back(first.allows(value));
      for (std::size_t i = values.size(); i-- > 0;) {
        CAPTURE(values[i]);
        CHECK(first.state(values[i]) == second.state(values[i]));
        CHECK(second.allows(values[i]) == allowed[i]);
      }
    }
  }
}

TEST_CASE("a grant never covers less than its parts, for any kind") {
  Draw draw(22);
  for (Kind kind : kKinds) {
    CAPTURE(kind_name(kind));
    int granted = 0;
    for (int round = 0; round < kRounds; ++round) {
      auto flags = draw.kind_flags(kind);
      OneKind broker(kind, flags);
      bool has_all = broker.grants();
      for (int i = 0; i < kQueries; ++i) {
        auto value = draw.value(kind);
        CAPTURE(value);
        if (has_all) CHECK(broker.grants(value));
        if (!broker.grants(value)) continue;
        ++granted;
        // A host without a port is a question about the host alone: denied ports are not part of
        // it.
        auto part = broker.state(part_of(draw, kind, value));
        bool is_denied_port = part == State::Denied && flags.deny.use == FlagUse::Listed &&
                              (kind == Kind::Net || kind == Kind::Import);
        CHECK((part == State::Granted || is_denied_port));
      }
    }
    CHECK(granted > kRounds);
  }
}

TEST_CASE("a longer list of grants never grants less, and one of denials never more") {
  Draw draw(23);
  for (Kind kind : kKinds) {
    CAPTURE(kind_name(kind));
    int granted = 0;
    for (int round = 0; round < kRounds; ++round) {
      auto flags = draw.kind_flags(kind);
      if (flags.allow.use != FlagUse::Listed || flags.deny.use == FlagUse::Whole) continue;
      auto longer = flags;
      longer.allow.values.push_back(draw.rule(kind));
      auto wider = flags;
      wider.allow = whole();
      auto denied = flags;
      denied.deny.use = FlagUse::Listed;
      denied.deny.values.push_back(draw.rule(kind));
      OneKind given(kind, flags);
      OneKind with_more(kind, longer);
      OneKind with_all(kind, wider);
      OneKind with_less(kind, denied);
      for (int i = 0; i < kQueries; ++i) {
        auto value = draw.value(kind);
        CAPTURE(value);
        bool is_granted = given.grants(value);
        granted += is_granted ? 1 : 0;
        if (is_granted) CHECK(with_more.grants(value));
        if (!is_granted) CHECK_FALSE(with_less.grants(value));
        if (with_less.allows(value)) CHECK(given.allows(value));
        if (given.allows(value)) CHECK(with_more.allows(value));
      }
      CHECK((!given.grants() || with_all.grants()));
    }
    CHECK(granted > kRounds / 2);
  }
}

TEST_CASE("a denial without a value wins over a grant without one, for any kind") {
  Draw draw(24);
  for (Kind kind : kKinds) {
    CAPTURE(kind_name(kind));
    for (const auto& allow : {whole(), FlagList{}}) {
      OneKind broker(kind, {.allow = allow, .deny = whole()});
      CHECK(broker.state() == State::Denied);
      for (int i = 0; i < kQueries * 4; ++i) {
        auto value = draw.value(kind);
        CAPTURE(value);
        CHECK(broker.state(value) == State::Denied);
        CHECK_FALSE(broker.allows(value));
      }
    }
  }
}

TEST_CASE("beside a denial without a value only what a list names is granted, for any kind") {
  Draw draw(25);
  for (Kind kind : kKinds) {
    CAPTURE(kind_name(kind));
    for (int round = 0; round < kRounds; ++round) {
      auto flags = draw.kind_flags(kind);
      auto denied = flags;
      denied.deny = whole();
      OneKind without(kind, flags);
      OneKind with(kind, denied);
      CHECK_FALSE(with.grants());
      OneKind listed(
          kind, {.allow = flags.allow.use == FlagUse::Listed ? flags.allow : FlagList{}});
      for (int i = 0; i < kQueries; ++i) {
        auto value = draw.value(kind);
        CAPTURE(value);
        if (with.grants(value)) CHECK(listed.grants(value));
      }
    }
  }
}

TEST_CASE("-A with one denial grants all but that, for any kind") {
  Draw draw(26);
  for (Kind kind : kKinds) {
    BrokerFixture fixture;
    fixture.programs.executables = {"/bin/ls", "/usr/bin/cat", "/opt/tool"};
    FlagValues flags{.allow_all = true, .no_prompt = true};
    of(flags, kind).deny = whole();
    fixture.start(flags);
    for (Kind other : kKinds) {
      CAPTURE(kind_name(other));
      auto expected = other == kind ? State::Denied : State::Granted;
      CHECK(fixture.broker->query({other, std::nullopt}).value() == expected);
      for (int i = 0; i < kQueries; ++i) {
        CHECK(fixture.broker->query({other, draw.value(other)}).value() == expected);
      }
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
