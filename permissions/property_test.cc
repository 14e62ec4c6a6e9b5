// What must hold for all rules: tried on many random ones, the same on every run.
#include <doctest/doctest.h>

#include <algorithm>
#include <format>
#include <string>
#include <utility>
#include <vector>

#include "permissions/net_index.h"
#include "permissions/path_index.h"
#include "permissions/private_hosts.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/draw.h"
#include "tests/support/slow_match.h"

namespace bailey::permissions {
namespace {

using tests::Draw;
using tests::match_slowly;
using tests::whole;

constexpr int kRounds = 400;

std::vector<Descriptor> all_queries(Draw& draw) {
  std::vector<Descriptor> queries = {{Kind::Read}, {Kind::Net}, {Kind::Env}};
  for (int i = 0; i < 12; ++i) {
    queries.push_back({Kind::Read, draw.path()});
    queries.push_back({Kind::Net, draw.host()});
    queries.push_back({Kind::Env, draw.variable()});
  }
  return queries;
}

State state_of(const Broker& broker, const Descriptor& descriptor) {
  return broker.query(descriptor).value();
}

TEST_SUITE_BEGIN("permissions/property");

TEST_CASE("the order of flags never matters") {
  Draw draw(1);
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture first;
    tests::BrokerFixture second;
    auto flags = draw.flags();
    first.start(flags);
    for (KindFlags* kind : {&flags.read, &flags.net, &flags.env}) {
      for (FlagList* list : {&kind->allow, &kind->deny, &kind->ignore}) draw.shuffle(list->values);
    }
    second.start(flags);
    for (const Descriptor& query : all_queries(draw)) {
      CAPTURE(query.value.value_or("*"));
      CHECK(state_of(*first.broker, query) == state_of(*second.broker, query));
    }
  }
}

TEST_CASE("a grant never covers less than its parts") {
  Draw draw(2);
  int granted = 0;
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture fixture;
    fixture.start(draw.flags());
    const Broker& broker = *fixture.broker;
    bool reads_all = state_of(broker, {Kind::Read}) == State::Granted;
    for (int i = 0; i < 12; ++i) {
      auto folder = draw.path();
      auto part = folder == "/" ? draw.path() : folder + draw.path();
      if (part.ends_with('/') && part != "/") part.pop_back();
      CAPTURE(folder);
      CAPTURE(part);
      if (reads_all) CHECK(state_of(broker, {Kind::Read, folder}) == State::Granted);
      if (state_of(broker, {Kind::Read, folder}) != State::Granted) continue;
      ++granted;
      CHECK(state_of(broker, {Kind::Read, part}) == State::Granted);
    }
  }
  CHECK(granted > 500);
}

TEST_CASE("a tree is granted only when everything in it is") {
  Draw draw(3);
  int granted = 0;
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture fixture;
    auto flags = draw.flags();
    flags.write = {.allow = flags.read.allow, .deny = flags.read.deny};
    fixture.start(flags);
    for (int i = 0; i < 12; ++i) {
      auto folder = draw.path();
      if (!fixture.broker->write_tree(folder, "")) continue;
      ++granted;
      auto part = folder == "/" ? draw.path() : folder + "/" + draw.path();
      CAPTURE(folder);
      CAPTURE(part);
      CHECK(fixture.broker->write(part, "").has_value());
    }
  }
  CHECK(granted > 500);
}

TEST_CASE("a denial without a value wins over a grant without one") {
  Draw draw(4);
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture fixture;
    auto flags = draw.flags();
    for (KindFlags* kind : {&flags.read, &flags.net, &flags.env}) {
      kind->allow = whole();
      kind->deny = whole();
      kind->ignore = {};
    }
    fixture.start(flags);
    for (const Descriptor& query : all_queries(draw)) {
      CHECK(state_of(*fixture.broker, query) == State::Denied);
    }
  }
}

TEST_CASE("what a check allows, query reports, and the other way round") {
  Draw draw(5);
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture fixture;
    fixture.start(draw.flags());
    Broker& broker = *fixture.broker;
    for (int i = 0; i < 12; ++i) {
      auto path = draw.path();
      auto state = state_of(broker, {Kind::Read, path});
      CHECK(broker.read(path, "").has_value() ==
            (state == State::Granted || state == State::GrantedPartial));
      auto variable = draw.variable();
      state = state_of(broker, {Kind::Env, variable});
      CHECK(
          broker.env(variable).has_value() == (state == State::Granted || state == State::Ignored));
    }
  }
}

TEST_CASE("a child never reaches what its parent cannot") {
  Draw draw(6);
  int children = 0;
  for (int round = 0; round < kRounds * 4; ++round) {
    tests::BrokerFixture parent;
    parent.start(draw.flags());
    auto drawn = [&](auto make) {
      ChildPermission child{.use = static_cast<ChildUse>(draw.below(4)), .values = {}};
      if (child.use == ChildUse::Listed) child.values = {make()};
      return child;
    };
    ChildPermissions wanted;
    wanted.read = drawn([&] { return draw.path(); });
    wanted.net = drawn([&] { return draw.host_rule(); });
    wanted.env = drawn([&] { return draw.variable_rule(); });
    auto policy = parent.broker->narrow(wanted);
    if (!policy) continue;
    ++children;
    Broker child(*policy, {.paths = parent.paths, .programs = parent.programs});
    for (const Descriptor& query : all_queries(draw)) {
      if (state_of(child, query) != State::Granted) continue;
      CAPTURE(query.value.value_or("*"));
      CHECK(state_of(*parent.broker, query) == State::Granted);
    }
  }
  CHECK(children > 200);
}

// Every text that a resolver takes for the same address, or that leads to it.
std::vector<std::string> spellings(const std::string& address) {
  auto bytes = IpAddress::parse_strict(address)->bytes();
  unsigned a = bytes[12];
  unsigned b = bytes[13];
  unsigned c = bytes[14];
  unsigned d = bytes[15];
  unsigned high = (a << 8) | b;
  unsigned low = (c << 8) | d;
  return {std::format("{}", (high << 16) | low), std::format("0x{:x}", (high << 16) | low),
      std::format("0{:o}", (high << 16) | low), std::format("{}.{}", a, (b << 16) | low),
      std::format("0{:o}.0x{:X}.{}", a, b, low), std::format("0x{:x}.{}.{}.{}", a, b, c, d),
      std::format("{}.{}.{}.{}.", std::format("0{:o}", a), b, c, d),
      std::format("::ffff:{}", address), std::format("[::FFFF:{:X}:{:x}]", high, low),
      std::format("::{:x}:{:x}", high, low), std::format("64:ff9b::{}", address),
      std::format("2002:{:x}:{:x}::1", high, low),
      std::format("2001:0:808:808::{:x}:{:x}", high ^ 0xffffU, low ^ 0xffffU)};
}

TEST_CASE("no spelling of an address reaches what a rule for the address denies") {
  Draw draw(9);
  int denied = 0;
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture fixture;
    auto flags = draw.flags();
    flags.net.allow = whole();
    // With --deny-net every address is denied, and every name granted by its name alone.
    if (flags.net.deny.use == FlagUse::Whole) continue;
    fixture.start(flags);
    for (int i = 0; i < 8; ++i) {
      auto address = draw.address();
      auto port = static_cast<std::uint16_t>(draw.below(2) == 0 ? 80 : 81);
      if (fixture.broker->connect(address, port, "")) continue;
      ++denied;
      for (const std::string& spelling : spellings(address)) {
        CAPTURE(address);
        CAPTURE(spelling);
        CHECK_FALSE(fixture.broker->connect(spelling, port, "").has_value());
      }
      auto name = fixture.broker->connect("some.name", port, "");
      CHECK_FALSE(name->admits(*IpAddress::parse_strict(address)).has_value());
    }
  }
  CHECK(denied > 300);
}

TEST_CASE("denying the private group takes away, and what it takes is listed nowhere") {
  Draw draw(10);
  int taken = 0;
  for (int round = 0; round < kRounds; ++round) {
    tests::BrokerFixture without;
    tests::BrokerFixture with;
    auto flags = draw.flags();
    without.start(flags);
    if (flags.net.deny.use == FlagUse::Whole) continue;
    flags.net.deny.use = FlagUse::Listed;
    flags.net.deny.values.emplace_back("private");
    with.start(flags);
    for (int i = 0; i < 12; ++i) {
      auto host = draw.host();
      CAPTURE(host);
      auto before = state_of(*without.broker, {Kind::Net, host});
      auto after = state_of(*with.broker, {Kind::Net, host});
      if (before == after) continue;
      ++taken;
      CHECK(before != State::Denied);
      CHECK(after == State::Denied);
      auto rule = parse_net_query(host).value();
      CHECK((rule.kind == HostKind::Address ? is_private(rule.address) : rule.text == "localhost"));
    }
  }
  CHECK(taken > 200);
}

TEST_CASE("the path index finds what trying every rule finds") {
  Draw draw(7);
  for (int round = 0; round < kRounds; ++round) {
    PathIndex index;
    std::vector<std::pair<std::string, Ruling>> rules;
    for (int i = draw.below(8); i > 0; --i) {
      rules.emplace_back(draw.path(), draw.ruling());
      index.add({rules.back().first, rules.back().first}, rules.back().second);
    }
    for (int i = 0; i < 20; ++i) {
      auto path = draw.path();
      CAPTURE(path);
      CHECK(index.match(path) == match_slowly(rules, path));
      bool is_cut = std::ranges::any_of(rules, [&](const auto& rule) {
        bool denies = rule.second == Ruling::FlagDenied || rule.second == Ruling::Ignored;
        return denies && is_within(rule.first, path);
      });
      CHECK(index.is_cut(path) == is_cut);
    }
  }
}

TEST_CASE("the host index finds what trying every rule finds") {
  Draw draw(8);
  for (int round = 0; round < kRounds; ++round) {
    NetIndex index;
    std::vector<std::pair<NetRule, Ruling>> rules;
    for (int i = draw.below(8); i > 0; --i) {
      rules.emplace_back(parse_net_rule(draw.host_rule()).value(), draw.ruling());
      index.add(rules.back().first, rules.back().second);
    }
    for (int i = 0; i < 20; ++i) {
      auto peer = parse_net_query(draw.host()).value();
      CAPTURE(peer.to_string());
      CHECK(index.match(peer) == match_slowly(rules, peer));
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
