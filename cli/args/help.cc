#include "cli/args/help.h"

#include <algorithm>
#include <format>
#include <functional>
#include <iterator>
#include <vector>

#include "cli/args/environment.h"
#include "cli/args/flag.h"

namespace bailey::cli {
namespace {

constexpr std::size_t kMinimumWidth = 40;
constexpr std::size_t kMaximumWidth = 100;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kLongestTerm = 30;  // longer terms have their explanation on the next line

constexpr std::string_view kTagline = "A secure runtime for JavaScript and TypeScript";
constexpr std::string_view kPermissionIntro =
    "A bare flag covers everything; =A,B covers A and B; repeated flags add up. Where a grant and "
    "a refusal both match, the more specific one decides.";

// Lays out text: headings, paragraphs and two-column lists, wrapped to a width.
class Page {
 public:
  explicit Page(HelpStyle style)
      : width_(std::clamp(style.width, kMinimumWidth, kMaximumWidth)), color_(style.color) {}

  void line(std::string_view text) { out_ += std::format("{}\n", text); }
  void blank() { line(""); }

  void heading(std::string_view text) {
    blank();
    line(std::format("{}:", strong(text)));
  }

  void paragraph(std::string_view text, std::size_t indent = 0) {
    for (const std::string& row : wrapped(text, width_ - indent)) {
      line(std::string(indent, ' ') + row);
    }
  }

  // `column`: where explanations start. Terms too long for it stand on a line of their own.
  void item(std::string_view term, std::string_view explanation, std::size_t column) {
    std::string head = std::string(kIndent, ' ') + std::string(term);
    std::vector<std::string> rows = wrapped(explanation, width_ - column);
    std::size_t first = 0;
    if (head.size() + 2 <= column && !rows.empty()) {
      std::string gap(column - head.size(), ' ');
      line(std::format("{}{}{}{}", std::string(kIndent, ' '), strong(term), gap, rows[first++]));
    } else {
      line(std::string(kIndent, ' ') + strong(term));
    }
    for (; first < rows.size(); ++first) line(std::string(column, ' ') + rows[first]);
  }

  std::string strong(std::string_view text) const {
    if (color_ == HelpColor::Plain) return std::string(text);
    return std::format("\x1b[1m{}\x1b[0m", text);
  }

  std::string take() && { return std::move(out_); }

 private:
  // Breaks at spaces and at line breaks; a word longer than `width` is left whole.
  static std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> rows;
    while (!text.empty()) {
      std::string_view row = text.substr(0, text.find('\n'));
      if (row.size() > width) {
        std::size_t space = row.rfind(' ', width);
        if (space == std::string_view::npos) space = row.find(' ');
        row = row.substr(0, space);
      }
      rows.emplace_back(row);
      text.remove_prefix(std::min(row.size() + 1, text.size()));
    }
    return rows;
  }

  std::size_t width_;
  HelpColor color_;
  std::string out_;
};

struct Item {
  std::string term;
  std::string explanation;
};

void list(Page& page, const std::vector<Item>& items) {
  std::size_t longest = 0;
  for (const Item& item : items) {
    if (item.term.size() <= kLongestTerm) longest = std::max(longest, item.term.size());
  }
  for (const Item& item : items) page.item(item.term, item.explanation, kIndent + longest + 2);
}

// "-R, --allow-read[=PATH,...]"
std::string flag_term(const Flag& flag) {
  std::string term = flag.letter != 0 ? std::format("-{}, --{}", flag.letter, flag.name)
                                      : std::format("    --{}", flag.name);
  switch (flag.takes) {
    case Takes::Nothing:
      break;
    case Takes::MaybeAttached:
      if (!flag.value_name.empty()) term += std::format("[={}]", flag.value_name);
      break;
    case Takes::MaybeNext:
      term += std::format(" [{}]", flag.value_name);
      break;
    case Takes::MaybeAttachedList:
      term += std::format("[={},...]", flag.value_name);
      break;
    case Takes::One:
      term += std::format(" <{}>", flag.value_name);
      break;
    case Takes::OneList:
      term += std::format(" <{},...>", flag.value_name);
      break;
  }
  return term;
}

std::vector<const Flag*> flags_of(
    std::span<const FlagGroup> groups, const std::function<bool(const Flag&)>& wanted) {
  std::vector<const Flag*> flags;
  for (FlagGroup group : groups) {
    for (const Flag& flag : group()) {
      if (wanted(flag)) flags.push_back(&flag);
    }
  }
  return flags;
}

std::vector<Item> flag_items(const std::vector<const Flag*>& flags) {
  std::vector<Item> items;
  items.reserve(flags.size());
  for (const Flag* flag : flags) items.push_back({flag_term(*flag), std::string(flag->help)});
  return items;
}

std::string names_of(const std::vector<const Flag*>& flags) {
  std::string names;
  for (const Flag* flag : flags) {
    names += std::format("{}--{}", names.empty() ? "" : ", ", flag->name);
  }
  return names;
}

void topic_section(Page& page, const CommandRow& command, Topic topic, std::string_view heading) {
  auto flags = flags_of(command.flags,
      [topic](const Flag& flag) { return flag.topic == topic && flag.support == Support::Works; });
  if (topic == Topic::General) {
    // Flags of one command first, then those of all.
    auto global = flags_of(global_flags(),
        [&flags](const Flag& flag) { return std::ranges::find(flags, &flag) == flags.end(); });
    flags.insert(flags.end(), global.begin(), global.end());
  }
  if (flags.empty()) return;
  page.heading(heading);
  if (topic == Topic::Permissions) {
    page.paragraph(kPermissionIntro, kIndent);
    page.blank();
  }
  list(page, flag_items(flags));
}

// The flags that share a note, followed by it.
void list_by_note(Page& page, const std::vector<const Flag*>& flags) {
  std::vector<std::string_view> notes;
  for (const Flag* flag : flags) {
    if (!std::ranges::contains(notes, flag->note)) notes.push_back(flag->note);
  }
  for (std::string_view note : notes) {
    std::vector<const Flag*> sharing;
    std::ranges::copy_if(flags, std::back_inserter(sharing),
        [note](const Flag* flag) { return flag->note == note; });
    page.paragraph(names_of(sharing), kIndent);
    page.paragraph(note, 3 * kIndent);
  }
}

void compatibility_sections(Page& page, const CommandRow& command) {
  auto with = [&command](auto... supports) {
    return flags_of(
        command.flags, [=](const Flag& flag) { return ((flag.support == supports) || ...); });
  };
  auto warns = with(Support::Warns);
  auto silent = with(Support::AsIs, Support::Removed);
  auto refused = with(Support::Refused);
  if (!warns.empty() || !silent.empty()) page.heading("Accepted for compatibility with Deno");
  if (!warns.empty()) {
    page.paragraph(
        "Each of these makes bailey say that it does not do what the flag is for.", kIndent);
    page.blank();
    list_by_note(page, warns);
  }
  if (!silent.empty()) {
    if (!warns.empty()) page.blank();
    page.paragraph(std::format("Nothing depends on these: {}", names_of(silent)), kIndent);
  }
  if (refused.empty()) return;
  page.heading("Not available");
  page.paragraph(std::format("Using one of these is an error: {}", names_of(refused)), kIndent);
}

void example_section(Page& page, std::span<const Example> examples) {
  if (examples.empty()) return;
  page.heading("Examples");
  for (const Example& example : examples) {
    page.line(std::format("  {}", page.strong(example.command_line)));
    page.paragraph(example.explanation, 3 * kIndent);
  }
}

std::string command_help(const CommandRow& command, HelpStyle style) {
  Page page(style);
  page.paragraph(command.summary);
  page.blank();
  page.line(std::format("{}: bailey {} [OPTIONS]{}{}", page.strong("Usage"), command.name,
      command.operands.empty() ? "" : " ", command.operands));
  if (&command == &commands().front()) {
    page.line(std::format("       bailey [OPTIONS] {}", command.operands));
  }
  if (!command.description.empty()) {
    page.blank();
    page.paragraph(command.description);
  }
  example_section(page, command.examples);
  topic_section(page, command, Topic::Server, "Server");
  topic_section(page, command, Topic::Permissions, "Permissions");
  topic_section(page, command, Topic::Limits, "Limits");
  topic_section(page, command, Topic::Modules, "Modules");
  topic_section(page, command, Topic::Runtime, "Runtime");
  topic_section(page, command, Topic::General, "General");
  compatibility_sections(page, command);
  return std::move(page).take();
}

void environment_section(Page& page) {
  std::vector<Item> items;
  items.reserve(environment_variables().size());
  for (const EnvironmentVariable& variable : environment_variables()) {
    std::string name =
        variable.is_shared ? std::string(variable.name) : std::format("BAILEY_{}", variable.name);
    items.push_back({std::move(name), std::string(variable.help)});
  }
  page.heading("Environment variables");
  page.paragraph("Where BAILEY_X is not set, DENO_X is read.", kIndent);
  page.blank();
  list(page, items);
}

std::string program_help(HelpStyle style) {
  Page page(style);
  page.paragraph(kTagline);
  page.blank();
  page.line(std::format("{}: bailey [OPTIONS] [COMMAND]", page.strong("Usage")));
  page.line("       bailey [OPTIONS] <SCRIPT> [ARGS]...");

  std::vector<Item> rows;
  rows.reserve(commands().size());
  for (const CommandRow& row : commands()) {
    rows.push_back({std::string(row.name), std::string(row.summary)});
  }
  page.heading("Commands");
  list(page, rows);

  page.heading("Options");
  list(page, flag_items(flags_of(global_flags(), [](const Flag&) { return true; })));
  page.blank();
  page.paragraph("`bailey help run` lists the permission flags and everything else.", kIndent);

  example_section(page, commands().front().examples);
  environment_section(page);

  std::string missing;
  for (const UpcomingCommand& command : upcoming_commands()) {
    missing += std::format("{}{}", missing.empty() ? "" : ", ", command.name);
  }
  page.heading("Commands of Deno that bailey does not have yet");
  page.paragraph(missing, kIndent);
  return std::move(page).take();
}

}  // namespace

std::string help_text(std::string_view command, HelpStyle style) {
  const CommandRow* row = find_command(command);
  return row == nullptr ? program_help(style) : command_help(*row, style);
}

}  // namespace bailey::cli
