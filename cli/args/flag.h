// The rows of the flag and command tables: what the parser accepts and --help prints.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "cli/args/options.h"
#include "runtime/base/result.h"

namespace bailey::cli {

// How a flag takes its value. "Attached" means with `=`.
enum class Takes : std::uint8_t {
  Nothing,
  MaybeAttached,      // --flag, --flag=VALUE
  MaybeNext,          // as MaybeAttached, or --flag VALUE when VALUE does not start with '-'
  MaybeAttachedList,  // --flag, --flag=A,B: each part is a value of its own
  One,                // --flag=VALUE, --flag VALUE
  OneList,            // as One, each part a value of its own
};

// Whether bailey does what the flag says.
enum class Support : std::uint8_t {
  Works,
  AsIs,     // accepted and not needed: bailey already behaves so, or never does the opposite
  Warns,    // accepted; the program runs, and `note` says what is different
  Removed,  // accepted like Warns, but `note` is the whole text: Deno's
  Refused,  // an error that says `note`
};

// The section of --help a flag stands in. Support overrides it: only what works is listed by topic.
enum class Topic : std::uint8_t { General, Permissions, Limits, Modules, Runtime, Server };

// What a value must look like before `apply` sees it.
enum class Format : std::uint8_t { Any, Bool, U16, U32, U64 };

// What makes the parser stop collecting options and answer instead.
enum class Request : std::uint8_t { None, Help, Version };

// Records one use of a flag: nullopt when it came without a value. Called once for each part of a
// list, in command line order; the value has passed `choices` and `format`.
using Apply = Result<> (*)(CommandLine& line, std::optional<std::string_view> value);

// Defaults of the rows below; a row names only what it needs.
inline constexpr std::string_view kNoText;
inline constexpr std::span<const std::string_view> kNoWords;

struct Flag {
  std::string_view name;  // long name without dashes
  char letter = 0;        // short name; 0 when there is none
  std::span<const std::string_view> aliases = kNoWords;
  Takes takes = Takes::Nothing;
  Topic topic = Topic::General;
  Support support = Support::Works;
  Format format = Format::Any;
  Request request = Request::None;
  std::string_view value_name = kNoText;                 // for --help: "PATH"
  std::span<const std::string_view> choices = kNoWords;  // when not empty, the only values allowed
  // Values that ask for nothing special: with them, Support does not apply.
  std::span<const std::string_view> plain_values = kNoWords;
  std::string_view help = kNoText;
  std::string_view note = kNoText;  // for Warns and Refused
  Apply apply = nullptr;            // nullptr: nothing to record

  bool is_called(std::string_view long_name) const;
};

// Rows that several commands share. A function, so that tables in different files can refer to
// each other whatever the order in which the files are initialised.
using FlagGroup = std::span<const Flag> (*)();

// What may follow the flags of a command.
enum class Operands : std::uint8_t {
  Program,  // one word, then everything else untouched for the program
  Files,    // any number of words, flags in between
  OneFile,  // at most one word
};

// What happens to a `--` that directly follows the first word of a Program command.
enum class Separator : std::uint8_t { Kept, Stripped };

struct Example {
  std::string_view command_line;
  std::string_view explanation;
};

inline constexpr std::span<const FlagGroup> kNoFlags;
inline constexpr std::span<const Example> kNoExamples;

struct CommandRow {
  std::string_view name;
  std::string_view summary;                // one line
  std::string_view operands;               // for the usage line
  std::string_view description = kNoText;  // paragraphs separated by '\n'
  Operands takes;
  Separator separator = Separator::Kept;
  bool needs_operand = true;
  Command (*make)();                            // the empty options of this command
  std::span<const FlagGroup> flags = kNoFlags;  // in the order suggestions look at them
  std::span<const Example> examples = kNoExamples;
};

// A command of Deno that bailey does not have.
struct UpcomingCommand {
  std::string_view name;
  std::string_view instead;  // what does the job meanwhile; may be empty
};

// The commands that exist, in the order --help lists them; the first is the default.
std::span<const CommandRow> commands();

// Those that do not, yet.
std::span<const UpcomingCommand> upcoming_commands();

// Flags that are accepted before and after the name of every command.
std::span<const FlagGroup> global_flags();

const CommandRow* find_command(std::string_view name);
// The command that tells about others, and those it tells about, with its own flags.
inline constexpr std::string_view kExplain = "explain";
const CommandRow* find_explained(std::string_view name);
const UpcomingCommand* find_upcoming_command(std::string_view name);

// Looks in the command's own groups, then in the global flags; nullptr when there is none.
const Flag* find_flag(const CommandRow& command, std::string_view long_name);
const Flag* find_flag(const CommandRow& command, char32_t letter);

// The same, in the global flags only.
const Flag* find_global_flag(std::string_view long_name);
const Flag* find_global_flag(char32_t letter);

}  // namespace bailey::cli
