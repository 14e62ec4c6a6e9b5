#include "loader/json/json.h"

#include <format>

#include <nlohmann/json.hpp>

namespace bailey::loader {
namespace {

// What the library says after its own prefix and position, kept to a readable length: it quotes
// the token it stopped in, which can be as long as the file.
std::string reason_of(const nlohmann::json::parse_error& caught) {
  std::string_view text = caught.what();
  if (auto at = text.find(", column "); at != text.npos) {
    if (auto colon = text.find(": ", at); colon != text.npos) text.remove_prefix(colon + 2);
  }
  constexpr std::string_view kPrefix = "syntax error while ";
  if (text.starts_with(kPrefix)) text.remove_prefix(kPrefix.size());
  constexpr std::size_t kLongest = 160;
  if (text.size() <= kLongest) return std::string(text);
  return std::string(text.substr(0, 80)) + "…" + std::string(text.substr(text.size() - 60));
}

}  // namespace

TextPosition position_at(std::string_view text, std::size_t offset) {
  TextPosition position;
  for (char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++position.column;
    }
  }
  return position;
}

Result<Json> parse_json(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  // The library would skip another one.
  if (text.starts_with(kByteOrderMark))
    return fail(ErrorClass::SyntaxError, "unexpected byte order mark at line 1 column 1");
  // The library takes a NUL for the end and would believe what stands before it.
  if (auto nul = text.find('\0'); nul != text.npos) {
    auto at = position_at(text, nul);
    return fail(ErrorClass::SyntaxError,
        std::format("unexpected NUL byte at line {} column {}", at.line, at.column));
  }
  bool too_deep = false;
  auto keep = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxJsonDepth) too_deep = true;
    return depth <= kMaxJsonDepth;
  };
  try {
    Json json = Json::parse(text, keep);
    if (too_deep) return fail(ErrorClass::SyntaxError, "maximum nesting depth exceeded");
    return json;
  } catch (const Json::parse_error& caught) {
    // The library counts bytes from 1 and points behind the token it could not use.
    auto at = position_at(text, caught.byte > 0 ? caught.byte - 1 : 0);
    return fail(ErrorClass::SyntaxError,
        std::format("{} at line {} column {}", reason_of(caught), at.line, at.column));
  } catch (const Json::exception& caught) {
    return fail(ErrorClass::SyntaxError, caught.what());
  }
}

}  // namespace bailey::loader
