#include "loader/module_loader/literal_imports.h"

#include <algorithm>

#include "loader/resolve/media_type.h"

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

bool is_word(std::string_view text, std::size_t at) {
  return at == 0 || (!is_name_part(text[at - 1]) && text[at - 1] != '.');
}

// The first argument of the call whose callee ends before `at`, when it is a literal; moves `at`
// behind it.
std::string_view first_argument(std::string_view text, std::size_t& at) {
  at = skip_blank(text, at);
  if (at >= text.size() || text[at] != '(') return {};
  at = skip_blank(text, at + 1);
  auto literal = literal_at(text, at);
  if (literal.empty()) return {};
  at = skip_blank(text, at + literal.size() + 2);
  bool is_whole = at < text.size() && (text[at] == ')' || text[at] == ',');
  return is_whole ? literal : std::string_view();
}

bool is_script_name(std::string_view url) {
  return is_script(media_type_of_name(url.substr(0, url.find_first_of("?#", 1))));
}

// Whether the argument list goes on at `at` with `import.meta.url` and ends.
bool is_beside_module(std::string_view text, std::size_t at) {
  constexpr std::string_view kBase = "import.meta.url";
  if (at >= text.size() || text[at] != ',') return false;
  at = skip_blank(text, at + 1);
  if (text.substr(at, kBase.size()) != kBase) return false;
  at = skip_blank(text, at + kBase.size());
  return at < text.size() && (text[at] == ')' || text[at] == ',');
}

// Calls `take` with the place behind each `word` of the text.
template <class Take>
void each_word(std::string_view text, std::string_view word, Take take) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    auto end = at + word.size();
    if (is_word(text, at) && (end == text.size() || !is_name_part(text[end]))) take(end);
  }
}

}  // namespace

std::vector<WrittenUrl> literal_workers(std::string_view source) {
  std::vector<WrittenUrl> found;
  auto add = [&](std::string_view text, UrlBase base) {
    WrittenUrl url{std::string(text), base};
    if (!text.empty() && !std::ranges::contains(found, url)) found.push_back(std::move(url));
  };
  bool makes_workers = false;
  each_word(source, "Worker", [&](std::size_t at) {
    auto next = skip_blank(source, at);
    makes_workers = makes_workers || (next < source.size() && source[next] == '(');
    add(first_argument(source, at), UrlBase::Module);
  });
  if (!makes_workers) return found;
  each_word(source, "URL", [&](std::size_t at) {
    auto text = first_argument(source, at);
    if (is_script_name(text) && is_beside_module(source, at)) add(text, UrlBase::Module);
  });
  each_word(source, "import.meta.resolve", [&](std::size_t at) {
    auto text = first_argument(source, at);
    if (is_script_name(text)) add(text, UrlBase::ImportMap);
  });
  return found;
}

std::vector<std::string> literal_imports(std::string_view source, ImportForms forms) {
  std::vector<std::string> found;
  auto add = [&](std::string_view literal) {
    if (!literal.empty() && !std::ranges::contains(found, literal)) found.emplace_back(literal);
  };
  constexpr std::string_view kImport = "import";
  for (auto at = source.find(kImport); at != source.npos; at = source.find(kImport, at + 1))
    if (is_word(source, at)) add(imported(source, at + kImport.size(), forms));
  if (forms == ImportForms::Calls) return found;
  constexpr std::string_view kFrom = "from";
  for (auto at = source.find(kFrom); at != source.npos; at = source.find(kFrom, at + 1)) {
    auto next = skip_blank(source, at + kFrom.size());
    if (is_word(source, at) && next < source.size() && source[next] != '`')
      add(literal_at(source, next));
  }
  return found;
}

}  // namespace bailey::loader
