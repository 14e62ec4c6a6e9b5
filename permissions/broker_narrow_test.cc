#include <doctest/doctest.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using tests::list;
using tests::whole;

ChildPermission listed(std::initializer_list<std::string> values) {
  return {.use = ChildUse::Listed, .values = values};
}
ChildPermission of_all() { return {.use = ChildUse::Whole, .values = {}}; }
ChildPermission inherited() { return {.use = ChildUse::Inherit, .values = {}}; }

// A parent started from flags, and the child that was made of it.
struct NarrowFixture : tests::BrokerFixture {
  std::unique_ptr<Broker> child;

  void parent(FlagValues flags) {
    flags.no_prompt = true;
    start(flags);
  }

  // The error, or "" when there is a child.
  std::string narrow(const ChildPermissions& wanted) {
    auto policy = broker->narrow(wanted);
    if (!policy) return policy.error().message;
    child = std::make_unique<Broker>(
        *std::move(policy), BrokerParts{.paths = paths, .programs = programs});
    return "";
  }

  State state(Kind kind, std::optional<std::string> value = std::nullopt) const {
    return child->query({.kind = kind, .value = std::move(value)}).value();
  }
};

constexpr const char* kEscalation = "Can't escalate parent thread permissions";

TEST_SUITE_BEGIN("permissions/broker_narrow");

TEST_CASE_FIXTURE(NarrowFixture, "a child that names nothing has nothing") {
  parent({.allow_all = true});
  CHECK(narrow({}) == "");
  for (int kind = 0; kind < kKindCount; ++kind) {
    CHECK(state(static_cast<Kind>(kind)) == State::Prompt);
  }
  CHECK_FALSE(child->import("deno.land", 443, ImportUse::Static).has_value());
}

TEST_CASE_FIXTURE(NarrowFixture, "a worker gets no more than its parent has") {
  parent({.read = {.allow = list({"/a"})},
      .net = {.allow = list({"a.b", "*.c:80", "10.0.0.0/8"})},
      .env = {.allow = list({"FOO", "BAR*"})},
      .sys = {.allow = list({"uid"})}});
  for (const ChildPermission& wanted : {of_all(), listed({"/"}), listed({"/ab"}), listed({"/b"}),
           listed({"/a", "/b"}), listed({"/a/../b"})}) {
    CHECK(narrow({.read = wanted}) == kEscalation);
  }
  CHECK(narrow({.read = listed({"/a/b"})}) == "");
  CHECK(state(Kind::Read, "/a/b/c") == State::Granted);
  CHECK(state(Kind::Read, "/a") == State::Prompt);
  for (const char* host : {"*.a.b", "b", "*.c", "x.c", "*.x.c:80", "10.0.0.0/8", "10.0.0.0/7"}) {
    CAPTURE(host);
    CHECK(narrow({.net = listed({host})}) == kEscalation);
  }
  for (const char* host : {"a.b", "a.b:1", "*.c:80", "x.y.c:80", "10.1.1.1"}) {
    CAPTURE(host);
    CHECK(narrow({.net = listed({host})}) == "");
  }
  CHECK(narrow({.env = listed({"BAR", "BARX*", "FOO"})}) == "");
  CHECK(narrow({.env = listed({"BA*"})}) == kEscalation);
  CHECK(narrow({.sys = listed({"uid"})}) == "");
  CHECK(narrow({.sys = listed({"gid"})}) == kEscalation);
  CHECK(narrow({.ffi = listed({"/a"})}) == kEscalation);
  CHECK(narrow({.write = of_all()}) == kEscalation);
}

// Deno grants this one.
TEST_CASE_FIXTURE(NarrowFixture, "a worker cannot widen a name to a prefix") {
  parent({.env = {.allow = list({"FOO"})}});
  CHECK(narrow({.env = listed({"FOO*"})}) == kEscalation);
}

TEST_CASE_FIXTURE(NarrowFixture, "a worker cannot be granted a link out of the parent's folders") {
  paths.links["/a/link"] = "/etc";
  parent({.read = {.allow = list({"/a"})}});
  CHECK(narrow({.read = listed({"/a/link"})}) == kEscalation);
}

TEST_CASE_FIXTURE(NarrowFixture, "the parent's denials come along") {
  parent({.read = {.allow = whole(), .deny = list({"/a/b"})},
      .net = {.allow = whole(), .deny = list({"10.0.0.0/8"})},
      .env = {.allow = whole(), .ignore = list({"FOO"})}});
  CHECK(narrow({.read = of_all(), .net = listed({"10.1.1.1", "a.b"})}) == kEscalation);
  CHECK(narrow({.read = of_all(), .net = listed({"a.b"}), .env = of_all()}) == "");
  CHECK(state(Kind::Read) == State::GrantedPartial);
  CHECK(state(Kind::Read, "/a/b/c") == State::Denied);
  CHECK(state(Kind::Env, "FOO") == State::Ignored);
  auto grant = child->connect("a.b", 80, "").value();
  CHECK_FALSE(grant.admits(*IpAddress::parse_strict("10.2.2.2")).has_value());
  CHECK(narrow({.read = listed({"/a"})}) == kEscalation);
  CHECK(narrow({.read = listed({"/a/c"})}) == "");
  CHECK(narrow({.env = listed({"FOO"})}) == kEscalation);
}

TEST_CASE_FIXTURE(NarrowFixture, "inheriting takes a kind as it is now") {
  parent({.read = {.allow = list({"/a", "/b"})}});
  CHECK(broker->revoke({.kind = Kind::Read, .value = "/b"}).has_value());
  CHECK(narrow({.read = inherited(), .import = inherited()}) == "");
  CHECK(state(Kind::Read, "/a") == State::Granted);
  CHECK(state(Kind::Read, "/b") == State::Prompt);
  CHECK(child->import("deno.land", 443, ImportUse::Static).has_value());
  CHECK_FALSE(child->import("deno.land", 443, ImportUse::Computed).has_value());
}

TEST_CASE_FIXTURE(NarrowFixture, "listing a default host does not open it to computed imports") {
  parent({});
  CHECK(narrow({.import = listed({"deno.land:443"})}) == "");
  CHECK(child->import("deno.land", 443, ImportUse::Static).has_value());
  CHECK_FALSE(child->import("deno.land", 443, ImportUse::Computed).has_value());
  CHECK(narrow({.import = listed({"deno.land"})}) == kEscalation);
  CHECK(narrow({.import = of_all()}) == kEscalation);
}

TEST_CASE_FIXTURE(NarrowFixture, "programs are matched by where they were found") {
  programs.executables = {"/bin/tool", "/bin/other"};
  parent({.run = {.allow = list({"tool"})}});
  CHECK(narrow({.run = listed({"tool"})}) == "");
  CHECK(state(Kind::Run, "/bin/tool") == State::Granted);
  CHECK(narrow({.run = listed({"other"})}) == kEscalation);
  CHECK(narrow({.run = listed({"nosuch", ""})}) == "");
  CHECK(state(Kind::Run) == State::Prompt);
}

TEST_CASE_FIXTURE(NarrowFixture, "what cannot be read is an error of its own") {
  parent({});
  CHECK(narrow({.read = listed({""})}) == "Empty path is not allowed");
  CHECK(narrow({.net = listed({"http://x"})}) ==
        "invalid value 'http://x': URLs are not supported, only domains and IPs");
  CHECK(narrow({.env = listed({""})}) == "Empty env not allowed");
  CHECK(narrow({.sys = listed({"nosuch"})}) == "unknown system info kind \"nosuch\"");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
