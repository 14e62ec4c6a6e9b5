#include "cli/prompt_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <format>
#include <iterator>
#include <utility>

namespace bailey::cli {
namespace {

using permissions::Answer;

bool is_plain(UChar32 character) {
  if (character == ' ') return true;
  // Printable leaves out controls, formats (bidi, zero width), separators and what is unassigned;
  // ignorable are fillers and selectors that print as nothing.
  return u_isgraph(character) && u_charType(character) != U_PRIVATE_USE_CHAR &&
         !u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

// The character at `at`, which moves behind it; negative when the bytes are not UTF-8.
// NOLINTBEGIN(bugprone-inc-dec-in-conditions, readability-function-size): what ICU's macro does
UChar32 next_character(std::string_view text, int32_t& at) {
  UChar32 character = 0;
  U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), character);
  return character;
}
// NOLINTEND(bugprone-inc-dec-in-conditions, readability-function-size)

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  auto length = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < length;) {
    int32_t start = at;
    UChar32 character = next_character(text, at);
    auto bytes = text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start));
    if (character < 0) {
      for (char byte : bytes)
        std::format_to(std::back_inserter(shown), "\\x{{{:x}}}", static_cast<unsigned char>(byte));
    } else if (is_plain(character)) {
      shown += bytes;
    } else {
      std::format_to(std::back_inserter(shown), "\\u{{{:x}}}", static_cast<unsigned>(character));
    }
  }
  return shown;
}

PromptText::PromptText(const permissions::Question& question,
    const std::vector<std::string>& frames, js::Colors colors)
    : question_(question),
      colors_(colors),
      kind_(permissions::kind_name(question.kind)),
      // SECURITY: what a script wrote must not draw on the terminal; cli/prompt_text_test.cc.
      access_(visible(question.access)) {
  add(std::format("┏ ⚠️  {}{}{}", bold("bailey requests "), bold(access_), bold(".")));
  if (!question.api_name.empty())
    add(std::format("┠─ Requested by `{}` API.", bold(visible(question.api_name))));
  for (std::size_t i = 0; i < frames.size(); ++i)
    add(std::format("┃  {} {}", i + 1 < frames.size() ? "├─" : "└─", visible(frames[i])));
  if (frames.empty())
    add("┠─ To see a stack trace for this prompt, set the DENO_TRACE_PERMISSIONS environmental "
        "variable.");
  add(std::format("┠─ {}{}", italic("Learn more at: "),
      link(std::format("https://docs.deno.com/go/--allow-{}", kind_))));
  add(std::format(
      "┠─ {}", italic(std::format("Run again with --allow-{} to bypass this prompt.", kind_))));
  box_ += ask("Allow?");
}

std::string PromptText::again() const { return ask("Unrecognized option. Allow?"); }

std::string PromptText::result(Answer answer) const {
  switch (answer) {
    case Answer::Deny:
      return std::format("❌ {}\n", bold(std::format("Denied {}.", access_)));
    case Answer::Allow:
      return std::format("✅ {}\n", bold(std::format("Granted {}.", access_)));
    case Answer::AllowAll:
      return std::format("✅ {}\n", bold(std::format("Granted all {} access.", kind_)));
  }
  std::unreachable();
}

std::string PromptText::too_long(std::size_t limit) const {
  return std::format(
      "❌ Permission prompt length ({} bytes) was larger than the configured maximum length "
      "({} bytes): denying request.\n"
      "❌ WARNING: This may indicate that code is trying to bypass or hide permission check "
      "requests.\n"
      "❌ Run again with --allow-{} to bypass this check if this is really what you want to do.\n",
      question_.access.size(), limit, kind_);
}

std::string PromptText::in_raw_mode() const {
  return std::format(
      "❌ Cannot prompt for {}: stdin is in raw mode (a library has likely called setRawMode).\n"
      "❌ Run again with --allow-{} to grant the permission up front, or with -A to allow all "
      "permissions.\n",
      access_, kind_);
}

std::string PromptText::bold(std::string_view text) const {
  return colors_ == js::Colors::On ? std::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::string PromptText::italic(std::string_view text) const {
  return colors_ == js::Colors::On ? std::format("\x1b[3m{}\x1b[0m", text) : std::string(text);
}

std::string PromptText::link(std::string_view url) const {
  return colors_ == js::Colors::On ? std::format("\x1b[4m\x1b[36m{}\x1b[0m", url)
                                   : std::string(url);
}

std::string PromptText::ask(std::string_view words) const {
  return std::format("┗ {} [y/n/A] (y = yes, allow; n = no, deny; A = allow all {} permissions) > ",
      bold(words), kind_);
}

void PromptText::add(std::string_view line) {
  box_.append(line).append("\n");
  ++lines_;
}

}  // namespace bailey::cli
