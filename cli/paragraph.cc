#include "cli/paragraph.h"

#include <algorithm>

namespace bailey::cli {
namespace {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

std::string paragraph(std::string_view text, std::size_t indent, std::size_t width) {
  std::string laid_out;
  std::size_t column = indent;
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (column > indent && column + 1 + columns(word) > width) {
      laid_out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      laid_out += ' ';
      ++column;
    }
    laid_out += word;
    column += columns(word);
  }
  return laid_out + "\n";
}

}  // namespace bailey::cli
