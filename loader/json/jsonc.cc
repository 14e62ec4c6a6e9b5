// Deno's dialect of JSON. No library reads it: nlohmann/json knows comments and nothing else of it.
#include <simdutf.h>

#include <charconv>
#include <cstdint>
#include <format>
#include <optional>

#include <nlohmann/json.hpp>

#include "loader/json/json.h"
#include "loader/json/outline.h"

namespace bailey::loader {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
         c == '$';
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

class Reader {
 public:
  // Notes where values are in `outline`, if there is one.
  explicit Reader(std::string_view text, JsonOutline* outline = nullptr)
      : text_(text), outline_(outline) {}

  Result<Json> document() {
    auto valid = simdutf::validate_utf8_with_errors(text_.data(), text_.size());
    if (valid.error != simdutf::error_code::SUCCESS)
      return stop(valid.count, "Text is not valid UTF-8");
    BAILEY_TRY(skip_blank());
    if (at_end()) return Json(nullptr);
    Json json = BAILEY_TRY(outlined_value(0));
    BAILEY_TRY(skip_blank());
    if (!at_end()) return stop(at_, "Text cannot contain more than one JSON value");
    return json;
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }

  std::unexpected<Error> stop(std::size_t offset, std::string_view what) const {
    auto where = position_at(text_, offset);
    return fail(ErrorClass::SyntaxError,
        std::format("{} on line {} column {}", what, where.line, where.column));
  }

  // Passes white space and comments.
  Result<> skip_blank() {
    while (!at_end()) {
      char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        auto end = text_.find("*/", at_ + 2);
        if (end == text_.npos) return stop(at_, "Unterminated comment block");
        at_ = end + 2;
      } else {
        break;
      }
    }
    return {};
  }

  Result<Json> outlined_value(int depth) {
    if (outline_ == nullptr) return value(depth);
    outline_->begin = at_;
    outline_->is_object = peek() == '{';
    auto json = value(depth);
    outline_->end = at_;
    return json;
  }

  // A value in an array or, with a name, in an object.
  Result<Json> child(int depth, const std::string& name, std::size_t name_begin) {
    if (outline_ == nullptr) return value(depth);
    JsonOutline* parent = outline_;
    parent->children.push_back({.name = name, .name_begin = name_begin});
    // The list does not grow while its last entry is read.
    outline_ = &parent->children.back();
    auto json = outlined_value(depth);
    outline_ = parent;
    return json;
  }

  Result<Json> value(int depth) {
    if (depth > kMaxJsonDepth) return stop(at_, "Maximum nesting depth exceeded");
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
      case '\'':
        return Json(BAILEY_TRY(string()));
      case '}':
        return stop(at_, "Unexpected close brace");
      case ']':
        return stop(at_, "Unexpected close bracket");
      case ':':
        return stop(at_, "Unexpected colon");
      case ',':
        return stop(at_, "Unexpected comma");
      default:
        break;
    }
    if (is_digit(peek()) || peek() == '-' || peek() == '+') return number();
    auto start = at_;
    auto name = word();
    if (name == "true") return Json(true);
    if (name == "false") return Json(false);
    if (name == "null") return Json(nullptr);
    return stop(start, depth == 0 && !name.empty() ? "Unexpected word" : "Unexpected token");
  }

  Result<Json> object(int depth) {
    auto start = at_++;
    Json json = Json::object();
    for (;;) {
      BAILEY_TRY(skip_blank());
      if (at_end()) return stop(at_, "Unterminated object");
      if (peek() == '}') break;
      auto name_begin = at_;
      auto name = BAILEY_TRY(property_name());
      BAILEY_TRY(skip_blank());
      if (peek() != ':')
        return stop(at_, "Expected colon after the string or word in object property");
      ++at_;
      BAILEY_TRY(skip_blank());
      if (at_end()) return stop(at_, "Unterminated object");
      // A top-level repetition is an error in deno.json: one of the two is surely forgotten.
      if (depth == 0 && json.contains(name))
        return stop(start, std::format("duplicate field `{}`", name));
      json[name] = BAILEY_TRY(child(depth + 1, name, name_begin));
      BAILEY_TRY(skip_blank());
      if (peek() == ',') ++at_;
    }
    ++at_;
    return json;
  }

  Result<std::string> property_name() {
    if (peek() == '"' || peek() == '\'') return string();
    auto start = at_;
    auto name = word();
    if (name.empty() || name == "true" || name == "false" || name == "null")
      return stop(start, "Unexpected token in object");
    return std::string(name);
  }

  Result<Json> array(int depth) {
    ++at_;
    Json json = Json::array();
    for (;;) {
      BAILEY_TRY(skip_blank());
      if (at_end()) return stop(at_, "Unterminated array");
      if (peek() == ']') break;
      json.push_back(BAILEY_TRY(child(depth + 1, {}, at_)));
      BAILEY_TRY(skip_blank());
      if (peek() == ',') ++at_;
    }
    ++at_;
    return json;
  }

  std::string_view word() {
    auto start = at_;
    while (!at_end() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  Result<Json> number() {
    auto start = at_;
    bool negative = peek() == '-';
    bool has_sign = negative || peek() == '+';
    if (has_sign) ++at_;
    if (!is_digit(peek())) return stop(at_, "Expected digit following negative sign");
    if (text_.substr(at_, 2) == "0x" || text_.substr(at_, 2) == "0X") return hexadecimal(negative);
    bool whole = true;
    if (peek() == '0')
      ++at_;
    else
      digits();
    if (peek() == '.') {
      whole = false;
      ++at_;
      if (!is_digit(peek())) return stop(at_, "Expected digit");
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!is_digit(peek())) return stop(at_, "Expected plus, minus, or digit in number literal");
      digits();
    }
    auto first = text_[start] == '+' ? start + 1 : start;
    return decimal(text_.substr(first, at_ - first), whole);
  }

  void digits() {
    while (is_digit(peek())) ++at_;
  }

  static Json decimal(std::string_view text, bool whole) {
    if (std::int64_t integer = 0; whole) {
      auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
      if (error == std::errc()) return integer;
    }
    double real = 0;
    std::from_chars(text.data(), text.data() + text.size(), real);
    return real;
  }

  Result<Json> hexadecimal(bool negative) {
    at_ += 2;
    if (hex_value(peek()) < 0) return stop(at_, "Expected digit");
    double real = 0;
    for (; hex_value(peek()) >= 0; ++at_) real = real * 16 + hex_value(peek());
    if (negative) real = -real;
    if (real >= -9e15 && real <= 9e15) return Json(static_cast<std::int64_t>(real));
    return Json(real);
  }

  Result<std::string> string() {
    auto start = at_;
    char quote = text_[at_++];
    std::string out;
    for (;;) {
      if (at_end()) return stop(start, "Unterminated string literal");
      char c = text_[at_];
      if (c == quote) break;
      if (c == '\\') {
        BAILEY_TRY(escape(quote, out));
      } else {
        out += c;
        ++at_;
      }
    }
    ++at_;
    return out;
  }

  Result<> escape(char quote, std::string& out) {
    auto start = at_++;
    char c = at_end() ? '\0' : text_[at_++];
    switch (c) {
      case 'b':
        out += '\b';
        return {};
      case 'f':
        out += '\f';
        return {};
      case 'n':
        out += '\n';
        return {};
      case 'r':
        out += '\r';
        return {};
      case 't':
        out += '\t';
        return {};
      case '\\':
      case '/':
        out += c;
        return {};
      case 'u':
        return unicode_escape(start, out);
      case '"':
      case '\'':
        if (c == quote) {
          out += c;
          return {};
        }
        return stop(start, quote == '"' ? "Invalid escape in double quote string"
                                        : "Invalid escape in single quote string");
      default:
        return stop(start, "Invalid escape");
    }
  }

  std::optional<std::uint32_t> four_hex_digits() {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      int digit = hex_value(peek());
      if (digit < 0) return std::nullopt;
      code = code * 16 + static_cast<std::uint32_t>(digit);
      ++at_;
    }
    return code;
  }

  Result<> unicode_escape(std::size_t start, std::string& out) {
    auto code = four_hex_digits();
    if (!code) return stop(start, "Expected four hex digits");
    if (*code >= 0xD800 && *code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      auto low = four_hex_digits();
      if (!low) return stop(start, "Expected four hex digits");
      if (*low >= 0xDC00 && *low < 0xE000) {
        append_utf8(out, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
        return {};
      }
    }
    if (*code >= 0xD800 && *code < 0xE000) {
      return stop(start, std::format("Invalid unicode escape sequence. '{:x} (unpaired {} "
                                     "surrogate)' is not a valid UTF8 character",
                             *code, *code < 0xDC00 ? "high" : "low"));
    }
    append_utf8(out, *code);
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  JsonOutline* outline_;
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void shift(JsonOutline& outline, std::size_t by) {
  outline.name_begin += by;
  outline.begin += by;
  outline.end += by;
  for (JsonOutline& child : outline.children) shift(child, by);
}

}  // namespace

Result<Json> parse_jsonc(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return Reader(text).document();
}

const JsonOutline* JsonOutline::find(std::string_view property) const {
  const JsonOutline* found = nullptr;
  for (const JsonOutline& child : children)
    if (is_object && child.name == property) found = &child;
  return found;
}

Result<JsonOutline> outline_jsonc(std::string_view text) {
  bool has_mark = text.starts_with(kByteOrderMark);
  JsonOutline outline;
  BAILEY_TRY(Reader(has_mark ? text.substr(kByteOrderMark.size()) : text, &outline).document());
  if (has_mark) shift(outline, kByteOrderMark.size());
  return outline;
}

}  // namespace bailey::loader
