#include "cli/args/words.h"

#include <algorithm>
#include <format>

#include "cli/args/similar.h"
#include "cli/args/values.h"

namespace bailey::cli {
namespace {

std::unexpected<Error> refuse(std::string text) { return fail(ErrorClass::Error, std::move(text)); }

std::unexpected<Error> unknown_flag(const CommandRow& command, std::string_view written) {
  std::string text = std::format("unexpected argument '{}' found", written);
  if (const Flag* similar = similar_flag(command, written)) {
    text = with_tip(text, std::format("a similar argument exists: '--{}'", similar->name));
  }
  return refuse(std::move(text));
}

std::unexpected<Error> missing_value(std::string_view written) {
  return refuse(std::format("a value is required for '{}' but none was supplied", written));
}

bool has_format(std::string_view value, Format format) {
  switch (format) {
    case Format::Any:
      return true;
    case Format::Bool:
      return value == "true" || value == "false";
    case Format::U16:
      return parse_number<std::uint16_t>(value).has_value();
    case Format::U32:
      return parse_number<std::uint32_t>(value).has_value();
    case Format::U64:
      return parse_number<std::uint64_t>(value).has_value();
  }
  return false;
}

Result<> check_value(const Flag& flag, std::string_view value) {
  if (!flag.choices.empty() && !std::ranges::contains(flag.choices, value)) {
    std::string allowed;
    for (std::string_view choice : flag.choices) {
      allowed += allowed.empty() ? "" : ", ";
      allowed += choice;
    }
    return refuse(std::format(
        "invalid value '{}' for '--{}': possible values: {}", value, flag.name, allowed));
  }
  if (!has_format(value, flag.format)) {
    return refuse(std::format("invalid value '{}' for '--{}'", value, flag.name));
  }
  return {};
}

bool is_list(Takes takes) { return takes == Takes::MaybeAttachedList || takes == Takes::OneList; }

bool needs_value(Takes takes) { return takes == Takes::One || takes == Takes::OneList; }

bool is_long(std::string_view word) { return word.starts_with("--"); }

// A single dash is an operand: standard input.
bool is_short(std::string_view word) { return word.starts_with('-') && word.size() > 1; }

// The name in `--name=value` and, when there is a '=', the value.
std::pair<std::string_view, std::optional<std::string_view>> split_long(std::string_view word) {
  word.remove_prefix(2);
  std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {word, std::nullopt};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

// How many words the global flag at the front of `words` takes up; 0 when none is there.
std::size_t global_flag_length(std::span<const std::string_view> words) {
  std::string_view word = words.front();
  if (is_long(word)) {
    auto [name, value] = split_long(word);
    const Flag* flag = name.empty() ? nullptr : find_global_flag(name);
    if (flag == nullptr) return 0;
    return needs_value(flag->takes) && !value ? 2 : 1;
  }
  if (!is_short(word)) return 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const Flag* flag = find_global_flag(static_cast<unsigned char>(word[i]));
    if (flag == nullptr) return 0;
    if (flag->takes == Takes::Nothing) continue;
    return needs_value(flag->takes) && i + 1 == word.size() ? 2 : 1;
  }
  return 1;
}

// Where the command's name could stand: after the global flags. words.size() when there is none.
std::size_t command_position(std::span<const std::string_view> words) {
  std::size_t position = 0;
  while (position < words.size() && words[position] != "--") {
    std::size_t length = global_flag_length(words.subspan(position));
    if (length == 0) break;
    position += length;
  }
  return std::min(position, words.size());
}

// Where the command to explain could stand: after global flags and --json. A script comes after the
// other flags, and may be called as it likes.
std::size_t explained_position(std::span<const std::string_view> words, std::size_t position) {
  while (position < words.size() && words[position] != "--") {
    auto length = words[position] == "--json" ? 1 : global_flag_length(words.subspan(position));
    if (length == 0) break;
    position += length;
  }
  return position;
}

// Goes through the words once, from left to right.
class Sorter {
 public:
  // `names`: where the command's name stands, behind the word "explain" or alone.
  Sorter(const CommandRow& command, std::span<const std::string_view> words,
      std::vector<std::size_t> names)
      : words_(words), names_(std::move(names)) {
    sorted_.command = &command;
    sorted_.is_named = !names_.empty();
  }

  Result<Words> sort() {
    while (next_ < words_.size()) {
      std::string_view word = words_[next_++];
      if (std::ranges::contains(names_, next_ - 1)) continue;
      if (word == "--") {
        BAILEY_TRY(take_separated());
      } else if (is_long(word)) {
        BAILEY_TRY(take_long(word));
      } else if (is_short(word)) {
        BAILEY_TRY(take_letters(word));
      } else {
        BAILEY_TRY(take_operand(word));
      }
    }
    return std::move(sorted_);
  }

 private:
  const CommandRow& command() const { return *sorted_.command; }

  void take_rest(std::vector<std::string_view>& into) {
    into.insert(into.end(), words_.begin() + static_cast<std::ptrdiff_t>(next_), words_.end());
    next_ = words_.size();
  }

  // After `--` nothing is a flag. For a program it is an argument, even when no script came before.
  Result<> take_separated() {
    if (command().takes == Operands::Program) {
      take_rest(sorted_.rest);
      return {};
    }
    while (next_ < words_.size()) BAILEY_TRY(take_operand(words_[next_++]));
    return {};
  }

  Result<> take_operand(std::string_view word) {
    if (command().takes == Operands::OneFile && !sorted_.operands.empty()) {
      return refuse(std::format("unexpected argument '{}'", word));
    }
    sorted_.operands.push_back(word);
    if (command().takes != Operands::Program) return {};
    bool drops_separator = command().separator == Separator::Stripped;
    if (drops_separator && next_ < words_.size() && words_[next_] == "--") ++next_;
    take_rest(sorted_.rest);
    return {};
  }

  Result<> take_long(std::string_view word) {
    auto [name, value] = split_long(word);
    const Flag* flag = name.empty() ? nullptr : find_flag(command(), name);
    if (flag == nullptr) return unknown_flag(command(), word);
    if (flag->takes == Takes::Nothing && value) {
      return refuse(std::format("'--{}' takes no value, but '{}' was given", name, *value));
    }
    if (needs_value(flag->takes) && !value) return take_next_as_value(*flag, word, Spelling::Word);
    bool takes_next = flag->takes == Takes::MaybeNext && !value && next_ < words_.size() &&
                      !words_[next_].starts_with('-');
    if (takes_next) value = words_[next_++];
    return record(*flag, Spelling::Word, value);
  }

  // -q, -qA, -c FILE, -cFILE, -c=FILE, -RN=HOST: a letter that may take a value takes what follows
  // it, unless that starts with the letter of another flag.
  Result<> take_letters(std::string_view word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const Flag* flag = find_flag(command(), static_cast<unsigned char>(word[i]));
      if (flag == nullptr) return unknown_flag(command(), letter_at(word, i));
      std::string_view following = word.substr(i + 1);
      if (flag->takes == Takes::Nothing) {
        BAILEY_TRY(record(*flag, Spelling::Letter, std::nullopt));
        continue;
      }
      if (needs_value(flag->takes) && following.empty()) {
        return take_next_as_value(*flag, letter_at(word, i), Spelling::Letter);
      }
      bool is_bare = following.empty() ||
                     (!needs_value(flag->takes) &&
                         find_flag(command(), static_cast<unsigned char>(following[0])) != nullptr);
      if (is_bare) {
        BAILEY_TRY(record(*flag, Spelling::Letter, std::nullopt));
        continue;
      }
      if (following.starts_with('=')) following.remove_prefix(1);
      return record(*flag, Spelling::Letter, following);
    }
    return {};
  }

  // "-x", where x may be more than one byte long.
  static std::string letter_at(std::string_view word, std::size_t i) {
    std::size_t end = i + 1;
    while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) ++end;
    return std::format("-{}", word.substr(i, end - i));
  }

  Result<> take_next_as_value(const Flag& flag, std::string_view written, Spelling spelling) {
    if (next_ == words_.size()) return missing_value(written);
    return record(flag, spelling, words_[next_++]);
  }

  Result<> record(const Flag& flag, Spelling spelling, std::optional<std::string_view> value) {
    if (!value) {
      sorted_.flags.push_back({&flag, spelling, std::nullopt});
      return {};
    }
    std::vector<std::string_view> parts =
        is_list(flag.takes) ? split_at_commas(*value) : std::vector{*value};
    for (std::string_view part : parts) {
      BAILEY_TRY(check_value(flag, part));
      sorted_.flags.push_back({&flag, spelling, part});
    }
    return {};
  }

  std::span<const std::string_view> words_;
  std::vector<std::size_t> names_;
  std::size_t next_ = 0;
  Words sorted_;
};

// `bailey -A run x.ts`: a flag that is not global before the name of a command.
Result<> check_misplaced_flags(const Words& words) {
  if (words.is_named || words.operands.empty()) return {};
  std::string_view name = words.operands.front();
  const CommandRow* meant = find_command(name);
  if (meant == nullptr && find_upcoming_command(name) == nullptr) return {};
  auto is_misplaced = [](const Occurrence& occurrence) {
    return find_global_flag(occurrence.flag->name) == nullptr &&
           occurrence.flag->name != "unstable";
  };
  auto misplaced = std::ranges::find_if(words.flags, is_misplaced);
  if (misplaced == words.flags.end()) return {};
  std::string_view flag = misplaced->flag->name;
  std::string text = std::format("unexpected argument '--{}' found", flag);
  if (meant != nullptr && find_flag(*meant, flag) != nullptr) {
    text = with_tip(text, std::format("'{} --{}' exists", name, flag));
  }
  return refuse(std::move(text));
}

}  // namespace

std::string with_tip(std::string_view text, std::string_view tip) {
  return std::format("{}\n\n  tip: {}", text, tip);
}

std::optional<std::string> unrecognized_command_text(std::string_view word) {
  std::vector<std::string_view> similar = similar_commands(word);
  if (similar.empty()) return std::nullopt;
  std::string names;
  for (std::string_view name : similar) {
    names += std::format("{}'{}'", names.empty() ? "" : ", ", name);
  }
  std::string_view exists =
      similar.size() == 1 ? "a similar subcommand exists: " : "some similar subcommands exist: ";
  // The line break at the end is Deno's: an empty line follows the tip.
  return with_tip(
      std::format("unrecognized subcommand '{}'", word), std::format("{}{}\n", exists, names));
}

std::string upcoming_command_text(const UpcomingCommand& command) {
  std::string_view tip =
      command.instead.empty() ? "`bailey help` lists the commands there are" : command.instead;
  return with_tip(std::format("bailey has no '{}' command yet", command.name), tip);
}

Result<Words> sort_words(std::span<const std::string_view> words) {
  std::size_t position = command_position(words);
  std::string_view name = position < words.size() ? words[position] : std::string_view{};
  if (const UpcomingCommand* upcoming = find_upcoming_command(name)) {
    return refuse(upcoming_command_text(*upcoming));
  }
  const CommandRow* named = find_command(name);
  std::vector<std::size_t> names;
  if (named != nullptr) names.push_back(position);
  bool is_explained = name == kExplain;
  if (is_explained) {
    std::size_t next = explained_position(words, position + 1);
    const CommandRow* explained = next < words.size() ? find_explained(words[next]) : nullptr;
    if (explained != nullptr) {
      named = explained;
      names.push_back(next);
    }
  }
  const CommandRow& command = named != nullptr ? *named : commands().front();
  Words sorted = BAILEY_TRY(Sorter(command, words, std::move(names)).sort());
  sorted.is_explained = is_explained;
  BAILEY_TRY(check_misplaced_flags(sorted));
  return sorted;
}

}  // namespace bailey::cli
