// Command lines of every kind beside what deno 2.9.6 answered to them; tests/support/
// record_command_lines.py tells what is in the files.
#include <doctest/doctest.h>

#include <filesystem>
#include <format>
#include <fstream>  // NOLINT(portability-restrict-system-includes): recorded answers
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/args/parse.h"

namespace bailey::cli {
namespace {

using nlohmann::json;

TEST_SUITE_BEGIN("cli/args/oracle");

json read_cases(const char* name) {
  std::ifstream file(std::filesystem::path(BAILEY_CLI_TEST_DATA) / name);
  REQUIRE(file.is_open());
  return json::parse(file);
}

Result<CommandLine> parse_words(const std::vector<std::string>& words) {
  std::vector<const char*> argv = {"bailey"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  return parse(argv);
}

// What `words` is answered with on the error stream when the file a.ts alone exists; "" for
// nothing. The word PROGRAM stands for the recorder's program.
std::string answer_to(const std::vector<std::string>& words) {
  auto line = parse_words(words);
  if (!line) return line.error().message;
  if (auto text = unrecognized_command(*line)) return *text;
  return "";
}

// The state deno reports for a kind when it is asked for without a path, host or name.
std::string unscoped_state(const PermissionOptions& permissions, PermissionKind kind) {
  using enum AccessList::Scope;
  const KindRules& rules = permissions[kind];
  if (rules.deny.scope == All || rules.ignore.scope == All) return "denied";
  return permissions.allow_all || rules.allow.scope == All ? "granted" : "prompt";
}

const std::vector<std::string>& arguments_of(const CommandLine& line) {
  static const std::vector<std::string> none;
  if (const auto* run = std::get_if<RunCommand>(&line.command)) return run->arguments;
  if (const auto* serve = std::get_if<ServeCommand>(&line.command)) return serve->arguments;
  if (const auto* eval = std::get_if<EvalCommand>(&line.command)) return eval->arguments;
  return none;
}

TEST_CASE("command lines that deno refuses are refused with the same words") {
  json cases = read_cases("refused.json");
  std::size_t same = 0;
  for (const json& example : cases) {
    CAPTURE(example.at("args").dump());
    bool is_own = example.contains("bailey");
    if (is_own) {
      CHECK_MESSAGE(!example.value("why", "").empty(), "a difference needs its reason");
    } else {
      ++same;
    }
    CHECK_EQ(answer_to(example.at("args").get<std::vector<std::string>>()),
        example.at(is_own ? "bailey" : "stderr").get<std::string>());
  }
  CHECK_GE(same, 200);
}

TEST_CASE("command lines that deno accepts reach the program in the same way") {
  constexpr std::pair<const char*, PermissionKind> kinds[] = {{"read", PermissionKind::Read},
      {"write", PermissionKind::Write}, {"net", PermissionKind::Net}, {"env", PermissionKind::Env},
      {"sys", PermissionKind::Sys}, {"run", PermissionKind::Run}, {"ffi", PermissionKind::Ffi},
      {"import", PermissionKind::Import}};
  for (const json& example : read_cases("accepted.json")) {
    CAPTURE(example.at("args").dump());
    auto line = parse_words(example.at("args").get<std::vector<std::string>>());
    REQUIRE_MESSAGE(line.has_value(), line.error().message);
    CHECK_EQ(arguments_of(*line), example.at("arguments").get<std::vector<std::string>>());
    for (auto [name, kind] : kinds) {
      CAPTURE(name);
      std::string expected = example.at("permissions").at(name);
      if (example.contains("bailey")) {
        expected = example.at("bailey").value(name, expected);
        CHECK_MESSAGE(!example.value("why", "").empty(), "a difference needs its reason");
      }
      CHECK_EQ(unscoped_state(line->permissions, kind), expected);
    }
    std::string told;
    for (const std::string& warning : line->warnings) {
      told += std::format("{}Warning {}", told.empty() ? "" : "\n", warning);
    }
    for (const std::string& hint : line->hints) {
      told += std::format("{}{}", told.empty() ? "" : "\n", hint);
    }
    std::string expected = example.value("stderr", "");
    if (example.contains("bailey")) expected = example.at("bailey").value("stderr", expected);
    CHECK_EQ(told, expected);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
