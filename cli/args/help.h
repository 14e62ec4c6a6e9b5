// --help: the tables of this folder as text for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailey::cli {

enum class HelpColor { Plain, Ansi };

struct HelpStyle {
  std::size_t width = 80;  // columns; below 40 counts as 40, above 100 as 100
  HelpColor color = HelpColor::Plain;
};

// Help for the command of this name, or for the whole program when the name is empty or unknown.
// Ends with a line break.
std::string help_text(std::string_view command, HelpStyle style = {});

}  // namespace bailey::cli
