#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using tests::list;
using tests::whole;

// Gives the same answer to every question and notes it.
struct FakePrompter : Prompter {
  Answer answer = Answer::Deny;
  std::vector<std::string> asked;

  Answer ask(const Question& question) override {
    asked.push_back(question.access);
    return answer;
  }
};

struct Notes : AccessObserver {
  std::vector<std::string> decisions;

  void decided(const Decision& decision) override {
    decisions.push_back(
        std::string(kind_name(decision.kind)) + " " + std::string(decision.value.value_or("*")) +
        " " + std::string(script_state(decision.outcome)) + " " + std::string(decision.api_name));
  }
};

struct PromptFixture : tests::BrokerFixture {
  FakePrompter person;
  Notes notes;

  PromptFixture() {
    prompter = &person;
    observer = &notes;
  }

  State state(Kind kind, std::optional<std::string> value = std::nullopt) const {
    return broker->query({.kind = kind, .value = std::move(value)}).value();
  }
};

TEST_SUITE_BEGIN("permissions/broker_script");

TEST_CASE_FIXTURE(PromptFixture, "an answer of yes grants what was shown, and no more") {
  person.answer = Answer::Allow;
  start({});
  CHECK(broker->read("notes.txt", "Deno.readTextFile()").has_value());
  CHECK(person.asked == std::vector<std::string>{"read access to \"notes.txt\""});
  CHECK(state(Kind::Read, "notes.txt") == State::Granted);
  CHECK(state(Kind::Read, "/home/me") == State::Prompt);
  CHECK(broker->read("notes.txt", "").has_value());
  CHECK(person.asked.size() == 1);
}

TEST_CASE_FIXTURE(PromptFixture, "an answer of no is not asked for again") {
  start({});
  CHECK_FALSE(broker->connect("a.b", 80, "").has_value());
  CHECK_FALSE(broker->connect("a.b", 80, "").has_value());
  CHECK(person.asked == std::vector<std::string>{"net access to \"a.b:80\""});
  CHECK(state(Kind::Net, "a.b:80") == State::Denied);
  CHECK(state(Kind::Net, "a.b") == State::Prompt);
}

TEST_CASE_FIXTURE(PromptFixture, "asking for more than was refused is refused") {
  start({});
  CHECK_FALSE(broker->read("/a/b", "").has_value());
  CHECK_FALSE(broker->read("/a", "").has_value());
  CHECK(person.asked.size() == 1);
  person.answer = Answer::Allow;
  CHECK(broker->read("/a/b/c", "").has_value());
}

TEST_CASE_FIXTURE(PromptFixture, "an answer of all grants the whole kind") {
  person.answer = Answer::AllowAll;
  start({});
  CHECK(broker->env("HOME").has_value());
  CHECK(broker->env_all().has_value());
  CHECK(person.asked == std::vector<std::string>{"env access to \"HOME\""});
  CHECK(state(Kind::Env) == State::Granted);
}

TEST_CASE_FIXTURE(PromptFixture, "no prompt: refused, not asked, not stored") {
  person.answer = Answer::Allow;
  start({.no_prompt = true});
  CHECK_FALSE(broker->read("x", "").has_value());
  CHECK(broker->request({.kind = Kind::Read, .value = "x"}) == State::Denied);
  CHECK(state(Kind::Read, "x") == State::Prompt);
  CHECK(person.asked.empty());
}

TEST_CASE_FIXTURE(PromptFixture, "nobody to ask: refused and stored") {
  prompter = nullptr;
  start({});
  CHECK_FALSE(broker->read("x", "").has_value());
  CHECK(state(Kind::Read, "x") == State::Denied);
}

TEST_CASE_FIXTURE(PromptFixture, "a link that was allowed is asked about again by its target") {
  paths.links["/a/link"] = "/etc/passwd";
  person.answer = Answer::Allow;
  start({.read = {.deny = list({"/root"})}});
  CHECK(broker->read("/a/link", "").value().resolved() == "/etc/passwd");
  CHECK(person.asked ==
        std::vector<std::string>{"read access to \"/a/link\"", "read access to \"/etc/passwd\""});
  CHECK(state(Kind::Read, "/etc/passwd") == State::Granted);
}

TEST_CASE_FIXTURE(PromptFixture, "a prompt shows the very text that is granted") {
  person.answer = Answer::Allow;
  start({});
  std::string path = "/tmp/x\x1b[/../../etc/hosts";
  CHECK(broker->read(path, "").value().resolved() == "/etc/hosts");
  CHECK(person.asked == std::vector<std::string>{"read access to \"/etc/hosts\""});
}

TEST_CASE_FIXTURE(PromptFixture, "a program that was not found is asked about but never granted") {
  person.answer = Answer::Allow;
  start({});
  CHECK(broker->request({.kind = Kind::Run, .value = "nosuch"}) == State::Granted);
  CHECK(state(Kind::Run, "nosuch") == State::Prompt);
  programs.executables = {"/bin/nosuch"};
  CHECK(state(Kind::Run, "nosuch") == State::Prompt);
}

TEST_CASE_FIXTURE(PromptFixture, "an answer about an import counts for both kinds of import") {
  person.answer = Answer::Allow;
  start({});
  CHECK(broker->import("a.b", 443, ImportUse::Computed).has_value());
  CHECK(broker->import("a.b", 443, ImportUse::Static).has_value());
  CHECK(person.asked == std::vector<std::string>{"import access to \"a.b:443\""});
}

TEST_CASE_FIXTURE(PromptFixture, "query answers for where a link leads") {
  paths.links["/a/link"] = "/etc";
  start({.read = {.allow = list({"/a"})}, .no_prompt = true});
  CHECK(state(Kind::Read, "/a/link/x") == State::Prompt);
  CHECK(state(Kind::Read, "/a/x") == State::Granted);
}

TEST_CASE_FIXTURE(PromptFixture, "revoking takes the grant of a link's target along") {
  paths.links["/link"] = "/real";
  start({.read = {.allow = list({"/link"})}, .no_prompt = true});
  CHECK(state(Kind::Read, "/real") == State::Granted);
  CHECK(broker->revoke({.kind = Kind::Read, .value = "/link"}) == State::Prompt);
  CHECK(state(Kind::Read, "/real") == State::Prompt);
}

TEST_CASE_FIXTURE(PromptFixture, "revoking a kind keeps its denials") {
  start({.net = {.allow = whole(), .deny = list({"10.0.0.0/8"})}, .no_prompt = true});
  CHECK(broker->revoke({.kind = Kind::Net}) == State::Prompt);
  CHECK(state(Kind::Net, "10.1.1.1") == State::Denied);
  CHECK(state(Kind::Net, "1.1.1.1") == State::Prompt);
}

TEST_CASE_FIXTURE(PromptFixture, "revoking under -A turns checks on") {
  start({.allow_all = true});
  CHECK(broker->read("/proc/self/status", "").has_value());
  CHECK(broker->revoke({.kind = Kind::Ffi}) == State::Prompt);
  CHECK_FALSE(broker->read("/proc/self/status", "").has_value());
}

TEST_CASE_FIXTURE(PromptFixture, "a listing made before a revocation does not decide after it") {
  start({.env = {.allow = whole(), .ignore = list({"X"})}, .no_prompt = true});
  CHECK(broker->env_all().value().shows("FOO"));
  CHECK(broker->revoke({.kind = Kind::Env}).has_value());
  CHECK_FALSE(broker->env_all().value().shows("FOO"));
}

TEST_CASE_FIXTURE(PromptFixture, "an observer is told of every decision") {
  start({.read = {.allow = list({"/a"})}, .env = {.ignore = whole()}, .no_prompt = true});
  CHECK(broker->read("/a/x", "Deno.stat()").has_value());
  CHECK_FALSE(broker->write("y", "Deno.mkdir()").has_value());
  CHECK(broker->env("X").has_value());
  CHECK_FALSE(broker->run_all("Deno.kill()").has_value());
  CHECK(notes.decisions == std::vector<std::string>{"read /a/x granted Deno.stat()",
                               "write y denied Deno.mkdir()", "env X denied ",
                               "run * denied Deno.kill()"});
}

// Everything an observer learns, but for the value.
struct Rules : AccessObserver {
  std::vector<std::string> decisions;

  void decided(const Decision& decision) override {
    std::string text(kind_name(decision.kind));
    text += " " + std::string(decision.rule.value_or("*"));
    text += decision.outcome == State::Granted ? " yes" : " no";
    if (decision.by == DecidedBy::Person) text += " person";
    if (decision.purpose == Purpose::LinkTarget) text += " target";
    if (decision.purpose == Purpose::StaticImport) text += " static";
    if (decision.purpose == Purpose::Request) text += " request";
    if (decision.needs_everything) text += " all";
    decisions.push_back(std::move(text));
  }
};

struct RulesFixture : PromptFixture {
  Rules rules;
  RulesFixture() { observer = &rules; }
};

TEST_CASE_FIXTURE(RulesFixture, "an observer learns the rule that would grant the access") {
  paths.links["/home/me/link"] = "/etc/hosts";
  programs.executables = {"/usr/bin/git"};
  person.answer = Answer::Allow;
  start({});
  CHECK(broker->read("./x/../link", "").has_value());
  CHECK(broker->connect("Example.COM.", 80, "").has_value());
  CHECK(broker->import("deno.land", 443, ImportUse::Static).has_value());
  CHECK(broker->import("other.example", 443, ImportUse::Computed).has_value());
  CHECK(broker->run({.command = "git"}, "").has_value());
  CHECK(broker->sys(SysKind::Hostname, "").has_value());
  CHECK(broker->request({.kind = Kind::Env}).has_value());
  CHECK(rules.decisions == std::vector<std::string>{"read /home/me/link yes person",
                               "read /etc/hosts yes person target", "net example.com:80 yes person",
                               "import deno.land:443 yes static",
                               "import other.example:443 yes person", "run /usr/bin/git yes person",
                               "sys hostname yes person", "env * yes person request"});
}

TEST_CASE_FIXTURE(RulesFixture, "an observer learns what only a policy without limits grants") {
  std::vector<std::string> preload{"LD_PRELOAD"};
  start({.allow_all = true});
  CHECK(broker->read("/proc/self/environ", "").has_value());
  CHECK(broker->run({.command = "/bin/ls", .variables = preload}, "").has_value());
  CHECK(rules.decisions == std::vector<std::string>{"read /proc/self/environ yes",
                               "read /proc/self/environ yes target all", "run * yes",
                               "run /bin/ls yes"});
  rules.decisions.clear();
  start({.read = {.allow = whole()}, .run = {.allow = list({"/bin/ls"})}, .no_prompt = true});
  CHECK_FALSE(broker->read("/proc/self/environ", "").has_value());
  CHECK_FALSE(broker->run({.command = "/bin/ls", .variables = preload}, "").has_value());
  CHECK(rules.decisions == std::vector<std::string>{"read /proc/self/environ yes",
                               "read /proc/self/environ no target all", "run * no"});
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
