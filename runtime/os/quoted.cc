#include "runtime/os/quoted.h"

#include <simdutf.h>

#include <format>

namespace bailey::os {
namespace {

// The length of the UTF-8 character that `text` starts with; 0 when there is none.
std::size_t character_length(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length > text.size() || !simdutf::validate_utf8(text.data(), length)) return 0;
  return length;
}

std::string escaped(char byte) {
  switch (byte) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\0':
      return "\\0";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      if (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7f) return {byte};
      return std::format("\\u{{{:x}}}", static_cast<unsigned char>(byte));
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    std::size_t length = character_length(text);
    if (length == 0)
      result += std::format("\\x{:02X}", static_cast<unsigned char>(text.front()));
    else if (length == 1)
      result += escaped(text.front());
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result += '"';
}

}  // namespace bailey::os
