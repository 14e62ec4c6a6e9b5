#include <doctest/doctest.h>

#include <format>
#include <functional>
#include <string>
#include <vector>

#include "permissions/broker.h"
#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using tests::BrokerFixture;
using tests::list;
using tests::refusal_of;
using tests::whole;

using Texts = std::vector<std::string>;

// Writes down what it is asked, as "kind value (path)", and allows what `allows` says.
struct FakeSource : DecisionSource {
  Texts asked;
  std::function<bool(const std::string&)> allows = [](const std::string&) { return true; };
  std::optional<std::string> reason;

  Verdict decide(const AccessRequest& request) override {
    auto text = std::format("{} {}", kind_name(request.kind), request.value.value_or("*"));
    if (!request.path.empty()) text += std::format(" ({})", request.path);
    asked.push_back(text);
    if (allows(text)) return {.result = Verdict::Result::Allow};
    return {.reason = reason};
  }
  Texts take() { return std::exchange(asked, {}); }
};

struct OutsideFixture : BrokerFixture {
  FakeSource source;
  OutsideFixture() {
    decisions = &source;
    programs.executables = {"/usr/bin/tool"};
  }
};

TEST_SUITE_BEGIN("permissions/broker_outside");

TEST_CASE_FIXTURE(OutsideFixture, "another program decides, whatever the flags say") {
  start({.read = {.deny = whole()}, .net = {.deny = whole()}});
  CHECK(broker->read("/a", "").has_value());
  CHECK(broker->connect("127.0.0.1", 80, "")->admits(IpAddress::loopback_v4()).has_value());
  start({.allow_all = true});
  source.allows = [](const std::string&) { return false; };
  CHECK(refusal_of(broker->read("/a", "")) ==
        "Requires read access to \"/a\", run again with the --allow-read flag");
  CHECK_FALSE(broker->connect("a.b", 80, "").has_value());
  CHECK_FALSE(broker->env("HOME").has_value());
  CHECK(broker->env("NO_COLOR").has_value());
  CHECK_FALSE(broker->env_all().has_value());
  CHECK_FALSE(broker->sys(SysKind::Hostname, "").has_value());
  CHECK_FALSE(broker->run_all("").has_value());
  CHECK_FALSE(broker->ffi_memory("").has_value());
  CHECK_FALSE(broker->import("jsr.io", 443, ImportUse::Static).has_value());
  CHECK(source.take() == Texts{"read /a", "net 127.0.0.1:80", "read /a", "net a.b:80", "env HOME",
                             "env *", "sys hostname", "run *", "ffi *", "import jsr.io:443"});
}

TEST_CASE_FIXTURE(OutsideFixture, "a path is asked about as written, and where it leads") {
  paths.links["/home/me/link"] = "/etc/shadow";
  start({});
  CHECK(broker->read("./x/../a", "").has_value());
  CHECK(source.take() == Texts{"read ./x/../a (/home/me/a)"});
  CHECK(broker->read("link", "")->resolved() == "/etc/shadow");
  CHECK(source.take() == Texts{"read link (/home/me/link)", "read /etc/shadow"});
  source.allows = [](const std::string& text) { return text != "read /etc/shadow"; };
  CHECK_FALSE(broker->read("link", "").has_value());
  CHECK_FALSE(broker->ffi("", "").has_value());
  CHECK(broker->write("/tmp/x", "", "<TMP>").has_value());
  CHECK(source.asked.back() == "write <TMP> (/tmp/x)");
}

TEST_CASE_FIXTURE(OutsideFixture, "even another program's yes opens no controls of the machine") {
  start({.allow_all = true});
  CHECK(refusal_of(broker->read("/proc/self/environ", "")).starts_with("Requires all access"));
}

TEST_CASE_FIXTURE(OutsideFixture, "a program is asked about after all programs were") {
  start({});
  CHECK(broker->run({.command = "tool"}, "").has_value());
  CHECK(source.take() == Texts{"run *"});
  source.allows = [](const std::string& text) { return text != "run *"; };
  CHECK(broker->run({.command = "tool"}, "")->resolved() == "/usr/bin/tool");
  CHECK(source.take() == Texts{"run *", "run tool (/usr/bin/tool)"});
  CHECK(refusal_of(broker->run({.command = "missing"}, "")) ==
        "Failed to spawn 'missing': entity not found");
  std::vector<std::string> variables = {"LD_PRELOAD"};
  CHECK(refusal_of(broker->run({.command = "tool", .variables = variables}, ""))
          .starts_with("Requires --allow-run permissions to spawn subprocess with LD_PRELOAD"));
  CHECK(source.take() == Texts{"run *", "run *"});
}

TEST_CASE_FIXTURE(OutsideFixture, "a number that stands for an address is asked about as one") {
  start({});
  CHECK(broker->connect("2130706433", 80, "").has_value());
  CHECK(source.take() == Texts{"net 2130706433:80", "net 127.0.0.1:80"});
  source.allows = [](const std::string& text) { return text != "net 127.0.0.1:80"; };
  CHECK_FALSE(broker->connect("0x7f.1", 80, "").has_value());
}

TEST_CASE_FIXTURE(OutsideFixture, "the reason for a denial replaces the usual text") {
  start({});
  source.allows = [](const std::string&) { return false; };
  source.reason = "not on Sundays";
  auto refused = broker->read("/a", "");
  CHECK(refusal_of(refused) == "not on Sundays");
  CHECK(refused.error().error_class == ErrorClass::NotCapable);
  source.reason = "";
  CHECK(broker->env("A").error().message.empty());
}

TEST_CASE_FIXTURE(OutsideFixture, "links, sockets and the parts of a worker are asked about") {
  paths.links["/s"] = "/run/s";
  start({});
  CHECK(broker->symlink("/data/x", "").has_value());
  CHECK(source.take() == Texts{"write *", "read *", "write /data/x"});
  CHECK(broker->unix_socket("/s", "").has_value());
  CHECK(source.take() == Texts{"read /s", "write /s", "read /run/s", "write /run/s", "net unix:/s",
                             "net unix:/run/s"});
  auto child = broker->narrow({.read = {.use = ChildUse::Listed, .values = {"/s/x", "b"}},
      .write = {.use = ChildUse::Whole, .values = {}}});
  CHECK(child.has_value());
  CHECK(source.take() == Texts{"read /s/x", "read /run/s/x", "read b (/home/me/b)", "write *"});
}

TEST_CASE_FIXTURE(OutsideFixture, "queries tell the flags and ask nobody") {
  start({.read = {.allow = whole()}});
  CHECK(broker->query({.kind = Kind::Read}) == State::Granted);
  CHECK(broker->query({.kind = Kind::Net}) == State::Prompt);
  CHECK(broker->request({.kind = Kind::Net}) == State::Denied);
  CHECK(source.asked.empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
