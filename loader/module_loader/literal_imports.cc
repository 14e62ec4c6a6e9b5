#include "loader/module_loader/literal_imports.h"

#include <algorithm>

namespace bailey::loader {
namespace {

bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// Passes white space and comments.
std::size_t skip_blank(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
      ++at;
    } else if (text.substr(at, 2) == "//") {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.substr(at, 2) == "/*") {
      auto end = text.find("*/", at + 2);
      at = end == text.npos ? text.size() : end + 2;
    } else {
      break;
    }
  }
  return at;
}

// The string literal at `at`; empty when there is none or it needs evaluating.
std::string_view literal_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  char quote = text[at];
  if (quote != '"' && quote != '\'' && quote != '`') return {};
  auto end = text.find_first_of(quote == '`' ? "`\\$" : quote == '"' ? "\"\\\n" : "'\\\n", at + 1);
  if (end == text.npos || text[end] != quote) return {};
  return text.substr(at + 1, end - at - 1);
}

// What is imported by the `import` that ends before `at`.
std::string_view imported(std::string_view text, std::size_t at, ImportForms forms) {
  at = skip_blank(text, at);
  if (at < text.size() && text[at] == '(') {
    at = skip_blank(text, at + 1);
    auto literal = literal_at(text, at);
    if (literal.empty()) return {};
    // SECURITY: `import("a" + x)` is computed; literal_imports_test "a computed specifier is none".
    auto next = skip_blank(text, at + literal.size() + 2);
    bool whole = next < text.size() && (text[next] == ')' || text[next] == ',');
    return whole ? literal : std::string_view();
  }
  if (forms == ImportForms::Calls) return {};
  auto literal = literal_at(text, at);
  return !literal.empty() && text[at] != '`' ? literal : std::string_view();
}

}  // namespace

std::vector<std::string> literal_imports(std::string_view source, ImportForms forms) {
  std::vector<std::string> found;
  auto add = [&](std::string_view literal) {
    if (!literal.empty() && !std::ranges::contains(found, literal)) found.emplace_back(literal);
  };
  auto is_word = [&](std::size_t at) {
    return at == 0 || (!is_name_part(source[at - 1]) && source[at - 1] != '.');
  };
  constexpr std::string_view kImport = "import";
  for (auto at = source.find(kImport); at != source.npos; at = source.find(kImport, at + 1))
    if (is_word(at)) add(imported(source, at + kImport.size(), forms));
  if (forms == ImportForms::Calls) return found;
  constexpr std::string_view kFrom = "from";
  for (auto at = source.find(kFrom); at != source.npos; at = source.find(kFrom, at + 1)) {
    auto next = skip_blank(source, at + kFrom.size());
    if (is_word(at) && next < source.size() && source[next] != '`') add(literal_at(source, next));
  }
  return found;
}

}  // namespace bailey::loader
