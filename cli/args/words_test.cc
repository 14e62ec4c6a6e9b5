#include "cli/args/words.h"

#include <doctest/doctest.h>

#include <format>
#include <set>
#include <string>
#include <vector>

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/words");

// "command|flag=value flag|operands|rest", or the error.
std::string sorted(const std::vector<std::string_view>& words) {
  auto result = sort_words(words);
  if (!result) return result.error().message;
  std::string flags;
  for (const Occurrence& use : result->flags) {
    flags += std::format("{}{}", flags.empty() ? "" : " ", use.flag->name);
    if (use.value) flags += std::format("={}", *use.value);
  }
  auto joined = [](const std::vector<std::string_view>& parts) {
    std::string text;
    for (std::string_view part : parts) text += std::format("{}{}", text.empty() ? "" : " ", part);
    return text;
  };
  std::string_view name = result->is_named ? result->command->name : "";
  return std::format("{}|{}|{}|{}", name, flags, joined(result->operands), joined(result->rest));
}

TEST_CASE("everything after the script belongs to the program") {
  CHECK_EQ(sorted({"run", "-q", "a.ts", "-A", "--", "x"}), "run|quiet|a.ts|-A -- x");
  CHECK_EQ(sorted({"a.ts", "run", "--help"}), "||a.ts|run --help");
}

TEST_CASE("eval drops one separator that follows the code, run keeps it") {
  CHECK_EQ(sorted({"eval", "1", "--", "--", "x"}), "eval||1|-- x");
  CHECK_EQ(sorted({"eval", "1", "x", "--"}), "eval||1|x --");
  CHECK_EQ(sorted({"run", "1", "--", "x"}), "run||1|-- x");
}

TEST_CASE("a list flag takes its values after '=' only, one part each") {
  CHECK_EQ(sorted({"run", "--allow-net", "a.ts"}), "run|allow-net|a.ts|");
  CHECK_EQ(sorted({"run", "--allow-net=a,,b", "x"}), "run|allow-net=a allow-net= allow-net=b|x|");
  CHECK_EQ(sorted({"run", "--allow-net=", "x"}), "run|allow-net=|x|");
  CHECK_EQ(sorted({"run", "--allow-net=a=b", "x"}), "run|allow-net=a=b|x|");
}

TEST_CASE("letters combine, and the last one may have a value") {
  CHECK_EQ(sorted({"run", "-RNE=HOME", "x"}), "run|allow-read allow-net allow-env=HOME|x|");
  CHECK_EQ(sorted({"run", "-Rx", "y"}), "run|allow-read=x|y|");
  CHECK_EQ(sorted({"run", "-Ax"}),
      "unexpected argument '-x' found\n\n  tip: a similar argument exists: '--ext'");
  CHECK_EQ(sorted({"run", "-qcx", "y"}), "run|quiet config=x|y|");
  CHECK_EQ(sorted({"run", "-c=x", "y"}), "run|config=x|y|");
  CHECK_EQ(sorted({"run", "-c", "-q", "y"}), "run|config=-q|y|");
}

TEST_CASE("--lock alone may take the next word") {
  CHECK_EQ(sorted({"run", "--lock", "a", "b"}), "run|lock=a|b|");
  CHECK_EQ(sorted({"run", "--lock", "-q", "b"}), "run|lock quiet|b|");
  CHECK_EQ(sorted({"run", "--lock"}), "run|lock||");
}

TEST_CASE("global flags may stand before the command") {
  CHECK_EQ(sorted({"-q", "-L", "debug", "run", "x"}), "run|quiet log-level=debug|x|");
  CHECK_EQ(sorted({"-qL", "info", "run", "x"}), "run|quiet log-level=info|x|");
  CHECK_EQ(sorted({"--log-level=info", "info"}), "info|log-level=info||");
  CHECK_EQ(sorted({"--env-file", "eval", "1"}), "eval|env-file|1|");
}

TEST_CASE("a command's name after another flag is a misplaced flag") {
  CHECK_EQ(sorted({"-A", "run", "x"}),
      "unexpected argument '--allow-all' found\n\n  tip: 'run --allow-all' exists");
  CHECK_EQ(sorted({"-A", "info"}), "unexpected argument '--allow-all' found");
  CHECK_EQ(sorted({"-A", "fmt"}), "unexpected argument '--allow-all' found");
}

TEST_CASE("a lone dash is an operand, an empty word too") {
  CHECK_EQ(sorted({"run", "-", "x"}), "run||-|x");
  CHECK_EQ(sorted({"run", "", "x"}), "run|||x");
}

TEST_CASE("files go on after flags, and after '--' everything is a file") {
  CHECK_EQ(sorted({"cache", "a", "--no-npm", "b"}), "cache|no-npm|a b|");
  CHECK_EQ(sorted({"cache", "a", "--", "--no-npm", "--"}), "cache||a --no-npm --|");
}

TEST_CASE("a flag that takes no value is not given one in silence") {
  CHECK_EQ(sorted({"run", "--allow-all=false", "x"}),
      "'--allow-all' takes no value, but 'false' was given");
  CHECK_EQ(sorted({"run", "--no-prompt=", "x"}), "'--no-prompt' takes no value, but '' was given");
}

TEST_CASE("a flag keeps its canonical name in messages about its value") {
  CHECK_EQ(sorted({"run", "--frozen=x"}), "invalid value 'x' for '--frozen-lockfile'");
  CHECK_EQ(sorted({"run", "--import"}), "a value is required for '--import' but none was supplied");
}

TEST_CASE("a letter outside ASCII is named whole") {
  CHECK_EQ(sorted({"run", "-qé"}), "unexpected argument '-é' found");
}

TEST_CASE("every row of the tables is complete and no name stands for two flags of a command") {
  for (const CommandRow& command : commands()) {
    CAPTURE(command.name);
    CHECK_FALSE(command.summary.empty());
    CHECK(command.make != nullptr);
    std::set<std::string_view> names;
    std::set<char> letters;
    auto visit = [&](const Flag& flag) {
      CAPTURE(flag.name);
      CHECK_EQ(find_flag(command, flag.name), &flag);
      CHECK(names.insert(flag.name).second);
      for (std::string_view alias : flag.aliases) CHECK(names.insert(alias).second);
      if (flag.letter != 0) CHECK(letters.insert(flag.letter).second);
      CHECK_FALSE(flag.help.empty());
      bool tells = flag.support == Support::Warns || flag.support == Support::Removed ||
                   flag.support == Support::Refused;
      CHECK_EQ(!flag.note.empty(), tells);
      bool takes_value = flag.takes != Takes::Nothing && flag.request == Request::None;
      CHECK_EQ(!flag.value_name.empty(), takes_value);
      bool is_recorded =
          flag.apply != nullptr || flag.request != Request::None || flag.support != Support::Works;
      CHECK_MESSAGE(is_recorded, "a flag that works must leave a trace");
    };
    for (FlagGroup group : command.flags) {
      for (const Flag& flag : group()) visit(flag);
    }
    for (FlagGroup group : global_flags()) {
      // A command may list a global flag as its own, for suggestions.
      for (const Flag& flag : group()) {
        if (!names.contains(flag.name)) visit(flag);
      }
    }
  }
}

TEST_CASE("no command is both there and to come") {
  for (const UpcomingCommand& upcoming : upcoming_commands()) {
    CHECK_EQ(find_command(upcoming.name), nullptr);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
