// The grammar of a command line: which words are flags, values, operands. Deno's rules, no meaning.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args/flag.h"
#include "runtime/base/result.h"

namespace bailey::cli {

enum class Spelling : std::uint8_t { Word, Letter };  // --quiet or -q

// One use of a flag. A list of three values is three occurrences.
struct Occurrence {
  const Flag* flag;
  Spelling spelling;
  std::optional<std::string_view> value;  // within the caller's words
};

struct Words {
  const CommandRow* command = nullptr;
  bool is_named = false;      // false: the command's name was left out and it is the default one
  bool is_explained = false;  // the word "explain" stands before it
  std::vector<Occurrence> flags;
  std::vector<std::string_view> operands;  // the script, the code, or files
  std::vector<std::string_view> rest;      // what a program gets as its arguments
};

// Sorts `words`, the command line without the program's own name, which must outlive the result.
// Fails on unknown flags and commands, missing values, and values of the wrong form.
Result<Words> sort_words(std::span<const std::string_view> words);

// "error text\n\n  tip: tip text", the form of every answer that has something to suggest.
std::string with_tip(std::string_view text, std::string_view tip);

// "unrecognized subcommand ...", with the commands `word` resembles, if it does resemble any.
std::optional<std::string> unrecognized_command_text(std::string_view word);

// What is said of a command Deno has and bailey does not.
std::string upcoming_command_text(const UpcomingCommand& command);

}  // namespace bailey::cli
