#include "cli/env_file.h"

#include <cctype>

namespace bailey::cli {
namespace {

std::string_view trim(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool is_name(std::string_view name) {
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) != 0) return false;
  for (char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '.' && c != '-')
      return false;
  return true;
}

std::string unescape(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      made += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'n':
        made += '\n';
        break;
      case 'r':
        made += '\r';
        break;
      case 't':
        made += '\t';
        break;
      case '"':
        made += '"';
        break;
      case '\\':
        made += '\\';
        break;
      default:
        made.append({'\\', text[i]});
    }
  }
  return made;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> parse_env_file(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> variables;
  while (!text.empty()) {
    auto equals = text.find_first_of("=\n");
    if (equals == std::string_view::npos) break;
    auto name = trim(text.substr(0, equals));
    bool assigned = text[equals] == '=';
    text.remove_prefix(equals + 1);
    if (name.starts_with("export ")) name = trim(name.substr(7));
    if (!assigned || name.starts_with('#') || !is_name(name)) {
      if (assigned) text.remove_prefix(std::min(text.find('\n'), text.size()));
      continue;
    }
    auto start = text.find_first_not_of(" \t");
    text.remove_prefix(std::min(start, text.size()));
    char quote = text.empty() ? '\0' : text[0];
    auto closing = quote == '"' || quote == '\'' || quote == '`' ? text.find(quote, 1)
                                                                 : std::string_view::npos;
    if (closing != std::string_view::npos) {
      auto value = text.substr(1, closing - 1);
      variables.emplace_back(name, quote == '"' ? unescape(value) : std::string(value));
      text.remove_prefix(closing + 1);
      text.remove_prefix(std::min(text.find('\n'), text.size()));
      continue;
    }
    auto end = std::min(text.find('\n'), text.size());
    auto value = text.substr(0, end);
    auto comment = value.find(" #");
    variables.emplace_back(name, trim(value.substr(0, comment)));
    text.remove_prefix(end);
  }
  return variables;
}

}  // namespace bailey::cli
