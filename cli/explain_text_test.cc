#include "cli/explain_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/machine_text.h"
#include "cli/paragraph.h"
#include "permissions/os_sandbox/landlock_abi.h"

namespace bailey::cli {
namespace {

namespace os_sandbox = permissions::os_sandbox;
using permissions::Kind;
using permissions::os_sandbox::Enforcement;
using permissions::os_sandbox::Machine;
using permissions::os_sandbox::Row;
using permissions::os_sandbox::SandboxMode;

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    longest = std::max(longest, line.size());
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return longest;
}

Explanation example() {
  return {.features = {.landlock_abi = 7, .has_seccomp = true},
      .rows = {Row{.kind = Kind::Net,
          .grant = "--allow-net=example.com:443",
          .enforcement = Enforcement::Wider,
          .broker = "exactly this",
          .kernel = "TCP port 443 of every host, and a good deal of text to fill a second line",
          .neither = "UDP",
          .remedy = ""}}};
}

Machine machine(int abi) {
  return {.features = {.landlock_abi = abi, .has_seccomp = true},
      .kernel = "Linux 6.18.0",
      .architecture = "x86_64"};
}

}  // namespace

TEST_SUITE_BEGIN("cli/explain_text");

TEST_CASE("a paragraph is broken at blanks and indented") {
  CHECK(paragraph("one two three", 2, 9) == "one two\n  three\n");
  CHECK(paragraph("", 2, 9) == "\n");
  CHECK(paragraph("longer-than-the-width two", 2, 9) == "longer-than-the-width\n  two\n");
}

TEST_CASE("a row shows the grant, its verdict, and only what there is to say") {
  auto text = explanation_text(example(), 60, js::Colors::Off);
  CHECK(
      text.contains("\n--allow-net=example.com:443  [the kernel in part]\n"
                    "  broker   exactly this\n"
                    "  kernel   TCP port 443 of every host, and a good deal of\n"
                    "           text to fill a second line\n"
                    "  neither  UDP\n"
                    "\n0 of 1 rows hold in both walls, 1 in the kernel in part, 0\n"));
  CHECK_FALSE(text.contains("remedy"));
  CHECK(longest_line(text) <= 60);
}

TEST_CASE("what a terminal would obey is shown, not sent") {
  auto explanation = example();
  explanation.rows[0].grant = "--allow-read=/tmp/\x1b[2J";
  auto text = explanation_text(explanation, 80, js::Colors::Off);
  CHECK(text.contains("\\u{1b}[2J"));
  CHECK_FALSE(text.contains('\x1b'));
}

TEST_CASE("the JSON has every field, and the refusal") {
  auto explanation = example();
  explanation.mode = SandboxMode::Require;
  explanation.refusal = Error{.message = "cannot"};
  auto json = nlohmann::json::parse(explanation_json(explanation));
  CHECK(json["sandbox"] == "require");
  CHECK(json["kernel"]["landlockAbi"] == 7);
  CHECK(json["grants"][0]["enforcedBy"] == "wider");
  CHECK(json["grants"][0]["kind"] == "net");
  CHECK(json["refusal"] == "cannot");
}

TEST_CASE("what stays open for bailey itself is told, apart by reading and writing") {
  auto explanation = example();
  explanation.own_paths = {{"/etc/localtime", os_sandbox::kReadFile},
      {"/dev/null", os_sandbox::kReadFile | os_sandbox::kWriteFile}};
  auto text = explanation_text(explanation, 400, js::Colors::Off);
  CHECK(text.contains("to read /etc/localtime; to write as well /dev/null."));
  auto json = nlohmann::json::parse(explanation_json(explanation));
  CHECK(json["ownFiles"]["read"] == std::vector<std::string>{"/etc/localtime"});
  CHECK(json["ownFiles"]["write"] == std::vector<std::string>{"/dev/null"});
}

TEST_CASE("a kernel without Landlock, or without truncate, is not sufficient") {
  CHECK_FALSE(is_sufficient(findings(machine(0))));
  CHECK_FALSE(is_sufficient(findings(machine(2))));
  CHECK(is_sufficient(findings(machine(3))));
  CHECK(is_sufficient(findings(machine(7))));
  auto bare = machine(7);
  bare.features.has_seccomp = false;
  CHECK_FALSE(is_sufficient(findings(bare)));
}

TEST_CASE("each missing step of Landlock says what it would add") {
  auto text = findings_text(findings(machine(3)), 80, js::Colors::Off);
  CHECK_FALSE(text.contains("Landlock ABI 3"));
  CHECK(text.contains("weak Landlock ABI 4  Linux 6.7 adds: TCP ports"));
  CHECK(text.contains("-    Landlock ABI 10 Linux 7.2"));
  CHECK(longest_line(text) <= 80);
  auto json = nlohmann::json::parse(findings_json(findings(machine(3))));
  CHECK(json["sufficient"] == true);
  CHECK(json["findings"][2]["verdict"] == "weaker");
}

TEST_CASE("an engine is told to be old from a year on, and that makes no machine unfit") {
  using namespace std::chrono_literals;
  EngineFacts facts;
  facts.branch = "13.6";
  facts.released = "2025-04-29";
  auto young = engine_finding(facts, std::chrono::sys_days(2026y / 4 / 28));
  CHECK(young.verdict == Finding::Verdict::Good);
  CHECK(young.text == "V8 13.6, 364 days old");
  auto old = engine_finding(facts, std::chrono::sys_days(2026y / 4 / 29));
  CHECK(old.verdict == Finding::Verdict::Weaker);
  CHECK(old.text.starts_with("V8 13.6, 365 days old: "));
  CHECK(is_sufficient({old}));
  facts.released = "";
  CHECK(engine_finding(facts, std::chrono::sys_days(2026y / 4 / 29)).verdict ==
        Finding::Verdict::Note);
}

TEST_SUITE_END();

}  // namespace bailey::cli
