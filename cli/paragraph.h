// Text laid out for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailey::cli {

// `text` broken at blanks so that no line is longer than `width`, unless one word is; every line
// but the first starts with `indent` blanks. The first is taken to stand after as many columns.
// Ends with a newline.
std::string paragraph(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace bailey::cli
