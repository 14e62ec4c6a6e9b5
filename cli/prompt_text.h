// What the question for a permission looks like on a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "permissions/prompter.h"
#include "runtime/js/exception_text.h"

namespace bailey::cli {

// `text` with everything written out that a terminal would obey, reorder or not show: "\u{1b}".
// Bytes that are not UTF-8 become "\x{ff}". Spaces but U+0020 are written out too.
std::string visible(std::string_view text);

class PromptText {
 public:
  // `question` must outlive it. `frames`, innermost first, are where script asks from; without any
  // a hint says how to see them.
  PromptText(const permissions::Question& question, const std::vector<std::string>& frames,
      js::Colors colors);

  // The box with its last line open for the answer, and how many lines it takes once answered.
  const std::string& box() const { return box_; }
  int lines() const { return lines_; }

  // In place of the last line, when the answer was none of the three.
  std::string again() const;
  // In place of the box.
  std::string result(permissions::Answer answer) const;

  // Shown instead of the box: why nobody is asked.
  std::string too_long(std::size_t limit) const;
  std::string in_raw_mode() const;

 private:
  std::string bold(std::string_view text) const;
  std::string italic(std::string_view text) const;
  std::string link(std::string_view url) const;
  std::string ask(std::string_view words) const;
  void add(std::string_view line);

  const permissions::Question& question_;
  js::Colors colors_;
  std::string kind_;
  std::string access_;  // fit to be shown
  std::string box_;
  int lines_ = 1;
};

}  // namespace bailey::cli
