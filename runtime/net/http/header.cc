#include "runtime/net/http/header.h"

#include <algorithm>
#include <array>
#include <format>

namespace bailey::net::http {
namespace {

constexpr std::array<bool, 256> kTokenCharacters = [] {
  std::array<bool, 256> allowed{};
  for (char c = '0'; c <= '9'; ++c) allowed[static_cast<unsigned char>(c)] = true;
  for (char c = 'a'; c <= 'z'; ++c) allowed[static_cast<unsigned char>(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c) allowed[static_cast<unsigned char>(c)] = true;
  for (char c : std::string_view("!#$%&'*+-.^_`|~")) allowed[static_cast<unsigned char>(c)] = true;
  return allowed;
}();

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t";
  std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

bool same_token(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

const std::string* find(const Headers& headers, std::string_view name) {
  auto found = std::ranges::find_if(
      headers, [&](const Header& field) { return same_token(field.name, name); });
  return found == headers.end() ? nullptr : &found->value;
}

bool list_contains(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    std::string_view entry = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), entry.size() + 1));
    if (same_token(trimmed(entry), token)) return true;
  }
  return false;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return kTokenCharacters[static_cast<unsigned char>(c)];
  });
}

bool is_field_value(std::string_view text) {
  return trimmed(text).size() == text.size() && std::ranges::all_of(text, [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

Result<> check_field(std::string_view name, std::string_view value) {
  // SECURITY: a line break in a field would let its author write fields and messages of his own
  // (test: "a field that would begin another one is refused").
  if (!is_token(name))
    return fail(ErrorClass::TypeError, std::format("Invalid header name: \"{}\"", name));
  if (!is_field_value(value))
    return fail(ErrorClass::TypeError, std::format("Invalid header value: \"{}\"", value));
  return {};
}

}  // namespace bailey::net::http
