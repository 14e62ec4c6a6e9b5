#include "cli/args/help.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>  // NOLINT(portability-restrict-system-includes): golden files
#include <ranges>
#include <sstream>
#include <string>

#include "cli/args/flag.h"

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/help");

// Compares with tests/data/cli/help/NAME.txt. Run with BAILEY_REBASELINE=1 to write the file anew.
void check_golden(std::string_view name, const std::string& text) {
  auto path = std::filesystem::path(BAILEY_CLI_TEST_DATA) / "help" / std::format("{}.txt", name);
  if (std::getenv("BAILEY_REBASELINE") != nullptr) {
    std::ofstream(path) << text;
    return;
  }
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.is_open(), path.string());
  std::stringstream golden;
  golden << file.rdbuf();
  CHECK_EQ(text, golden.str());
}

TEST_CASE("help reads as recorded") {
  check_golden("bailey", help_text(""));
  for (const CommandRow& command : commands()) check_golden(command.name, help_text(command.name));
  check_golden("run_60_columns", help_text("run", {.width = 60}));
}

TEST_CASE("help fits the terminal, down to 40 columns, except for what cannot be broken") {
  for (std::size_t width : {40, 60, 80, 100}) {
    for (std::string_view command : {"", "run", "serve", "eval"}) {
      for (auto part : std::views::split(help_text(command, {.width = width}), '\n')) {
        std::string row(part.begin(), part.end());
        CAPTURE(row);
        // Flags with their values, command lines and usage lines stay whole.
        bool is_whole = row.contains("bailey ") || row.contains("--") || row.contains("://") ||
                        row.find(' ', row.find_first_not_of(' ')) == std::string::npos;
        CHECK((row.size() <= width || is_whole));
      }
    }
  }
}

TEST_CASE("colours appear only when asked for, and change nothing else") {
  std::string plain = help_text("run");
  CHECK_FALSE(plain.contains('\x1b'));
  std::string colored = help_text("run", {.color = HelpColor::Ansi});
  for (std::string_view code : {"\x1b[1m", "\x1b[0m"}) {
    std::size_t place = 0;
    CHECK(colored.contains(code));
    while ((place = colored.find(code)) != std::string::npos) colored.erase(place, code.size());
  }
  CHECK_EQ(colored, plain);
}

// Where `text` explains the flag; npos when it only names it.
std::size_t place_of_row(const std::string& text, const Flag& flag) {
  std::string term = flag.letter != 0 ? std::format("-{}, --{}", flag.letter, flag.name)
                                      : std::format("    --{}", flag.name);
  std::size_t place = text.find(term);
  // --allow-x must not pass for --allow-x-y.
  while (place != std::string::npos && text[place + term.size()] == '-') {
    place = text.find(term, place + 1);
  }
  return place;
}

void check_rows(const CommandRow& command, FlagGroup group) {
  std::string text = help_text(command.name);
  std::size_t compatibility = text.find("Accepted for compatibility");
  for (const Flag& flag : group()) {
    CAPTURE(command.name);
    CAPTURE(flag.name);
    bool is_listed_as_working = place_of_row(text, flag) < compatibility;
    CHECK_EQ(is_listed_as_working, flag.support == Support::Works);
    CHECK(text.contains(std::format("--{}", flag.name)));
  }
}

TEST_CASE("every flag of a command stands in its help exactly as what it is") {
  for (const CommandRow& command : commands()) {
    for (FlagGroup group : command.flags) check_rows(command, group);
  }
}

TEST_CASE("an unknown command gets the help of the program") {
  CHECK_EQ(help_text("nope"), help_text(""));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
