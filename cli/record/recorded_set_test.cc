#include "cli/record/recorded_set.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "permissions/broker.h"
#include "permissions/parse_policy.h"
#include "tests/support/fake_paths.h"

namespace bailey::cli {
namespace {

using namespace permissions;
using Lines = std::vector<std::string>;

// A program with every permission but those that `flags` take away, and its record.
struct RecordFixture {
  tests::FakePaths paths;
  tests::FakePrograms programs;
  UseRecord record;
  ThreadObserver observer{{&record}, {}};
  std::optional<Broker> broker;

  RecordFixture() { programs.executables = {"/usr/bin/git"}; }

  Policy policy(const FlagValues& flags) const {
    return parse_policy(flags, paths, programs).value().policy;
  }
  void start(FlagValues flags = {.allow_all = true}) {
    flags.no_prompt = true;
    broker.emplace(
        policy(flags), BrokerParts{.paths = paths, .programs = programs, .observer = &observer});
  }
  RecordedSet recorded() const {
    auto baseline = policy({});
    return recorded_set(
        record.so_far(), {.folder = "/home/me", .baseline = baseline, .programs = programs});
  }
  std::string set() const { return recorded().json.dump(); }
};

TEST_SUITE_BEGIN("cli/record/recorded_set");

TEST_CASE_FIXTURE(RecordFixture, "a set names what was used, sorted, once, relative to its file") {
  start();
  CHECK(broker->read("b.txt", "").has_value());
  CHECK(broker->read("/etc/hosts", "").has_value());
  CHECK(broker->read("./a/../a.txt", "").has_value());
  CHECK(broker->read("b.txt", "").has_value());
  CHECK(broker->read_write("data", "").has_value());
  CHECK(broker->read("data/deep/file", "").has_value());
  CHECK(broker->read("datax", "").has_value());
  CHECK(broker->connect("Example.com", 443, "").has_value());
  CHECK(broker->env("HOME").has_value());
  CHECK(broker->sys(SysKind::Umask, "").has_value());
  CHECK(set() ==
        R"({"read":["./a.txt","./b.txt","./data","./datax","/etc/hosts"],"write":["./data"],)"
        R"("net":["example.com:443"],"env":["HOME"],"sys":["umask"]})");
}

TEST_CASE_FIXTURE(RecordFixture, "a program stands there as it was called, if that finds it") {
  start();
  CHECK(broker->run({.command = "git"}, "").has_value());
  CHECK(broker->run({.command = "./tool"}, "").has_value());
  CHECK(set() == R"({"run":["./tool","git"]})");
}

TEST_CASE_FIXTURE(RecordFixture, "what needs a whole kind, or everything, gets no less") {
  start();
  CHECK(broker->env("HOME").has_value());
  CHECK(broker->env_all().has_value());
  CHECK(set() == R"({"env":true})");
  CHECK(broker->read("/proc/self/environ", "").has_value());
  CHECK(set() == R"({"all":true})");
}

TEST_CASE_FIXTURE(RecordFixture, "hosts that need no flag are listed only when others are needed") {
  start();
  CHECK(broker->import("jsr.io", 443, ImportUse::Static).has_value());
  CHECK(set() == "{}");
  CHECK(broker->import("a.example", 443, ImportUse::Static).has_value());
  CHECK(set() == R"({"import":["a.example:443","jsr.io:443"]})");
}

TEST_CASE_FIXTURE(RecordFixture, "a computed import is listed whatever its host") {
  start();
  CHECK(broker->import("jsr.io", 443, ImportUse::Computed).has_value());
  CHECK(set() == R"({"import":["jsr.io:443"]})");
}

TEST_CASE_FIXTURE(RecordFixture, "a refusal is no use, and neither is a link that leads out") {
  paths.links["/home/me/in/link"] = "/secret";
  start({.read = {.allow = {FlagUse::Listed, {"in"}}}});
  CHECK_FALSE(broker->read("in/link", "Deno.open()").has_value());
  CHECK_FALSE(broker->env("HOME").has_value());
  CHECK(broker->read("in/file", "").has_value());
  CHECK(set() == R"({"read":["./in/file"]})");
  Lines refused;
  for (const auto& need : record.so_far().refused) refused.push_back(line_of(need, "/home/me"));
  CHECK(refused == Lines{"read \"/secret\"", "env \"HOME\""});
}

TEST_CASE_FIXTURE(RecordFixture, "a name that would mean more in a file is not written there") {
  start();
  CHECK(broker->env("AWS_*").has_value());
  CHECK(broker->read("bad\xff", "").has_value());
  auto made = recorded();
  CHECK(made.json.dump() == "{}");
  CHECK(made.unwritten == Lines{"read \"/home/me/bad\\x{ff}\"", "env \"AWS_*\""});
}

TEST_CASE_FIXTURE(RecordFixture, "what a policy lacks is what was used or refused beyond it") {
  start({.read = {.allow = {FlagUse::Whole, {}}}, .env = {.deny = {FlagUse::Listed, {"SECRET"}}}});
  CHECK(broker->read("a", "").has_value());
  CHECK(broker->read("b", "").has_value());
  CHECK_FALSE(broker->env("SECRET").has_value());
  CHECK_FALSE(broker->env("OTHER").has_value());
  auto used = record.so_far();
  auto granted = policy({.read = {.allow = {FlagUse::Listed, {"a"}}},
      .env = {.deny = {FlagUse::Listed, {"SECRET"}}}});
  CHECK(missing_from(granted, used, "/home/me") == Lines{"env \"OTHER\"", "read \"./b\""});
  CHECK(missing_from(Policy::everything(), used, "/home/me").empty());
}

TEST_CASE("denials of the file stay, and lines tell what is granted") {
  auto before = loader::parse_json(
      R"({"read": {"allow": ["x"], "deny": ["./s"]}, "net": {"deny": true}, "env": ["A"]})")
                    .value();
  loader::Json used = {{"read", {"./a"}}, {"env", true}};
  auto set = with_denials_of(used, before);
  CHECK(
      set.dump() == R"({"read":{"allow":["./a"],"deny":["./s"]},"env":true,"net":{"deny":true}})");
  CHECK(lines_of(set) == Lines{"env", "read \"./a\""});
  CHECK(lines_of(before) == Lines{"env \"A\"", "read \"x\""});
  CHECK(lines_of(nullptr).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
