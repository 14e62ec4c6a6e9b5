#include "loader/lock/package_requirement.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <format>
#include <set>

#include <nlohmann/json.hpp>

namespace bailey::loader {
namespace {

// Up to three numbers; missing ones and `x` or `*` end it. nullopt for anything else.
struct Partial {
  std::array<std::uint64_t, 3> numbers{};
  int count = 0;
};

std::optional<Partial> partial_of(std::string_view text) {
  Partial partial;
  while (!text.empty()) {
    auto part = text.substr(0, text.find('.'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (part == "x" || part == "X" || part == "*") return partial;
    if (partial.count == 3) return std::nullopt;
    auto& number = partial.numbers.at(static_cast<std::size_t>(partial.count++));
    auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (part.empty() || error != std::errc() || end != part.data() + part.size())
      return std::nullopt;
  }
  return partial;
}

// The shortest way to write a range: `^1.0.0` is `1`, `^0.5.1` is `~0.5.1`.
std::string shortest(std::string_view range) {
  if (range.empty() || range == "*") return "*";
  char sign = range.front() == '^' || range.front() == '~' ? range.front() : '\0';
  auto partial = partial_of(sign == '\0' ? range : range.substr(1));
  if (!partial || partial->count == 0 || (sign == '\0' && partial->count == 3))
    return std::string(range);
  auto [major, minor, patch] = partial->numbers;
  bool fits_major = partial->count == 1 || (sign == '^' && major > 0);
  if (fits_major) {
    return minor == 0 && patch == 0 ? std::format("{}", major)
                                    : std::format("^{}.{}.{}", major, minor, patch);
  }
  bool fits_minor = sign != '^' || minor > 0 || partial->count == 2;
  if (fits_minor) {
    return patch == 0 ? std::format("{}.{}", major, minor)
                      : std::format("~{}.{}.{}", major, minor, patch);
  }
  return std::string(range);
}

}  // namespace

std::optional<std::string> package_requirement(std::string_view specifier) {
  bool is_package = specifier.starts_with("npm:") || specifier.starts_with("jsr:");
  if (!is_package) return std::nullopt;
  auto scheme = specifier.substr(0, 4);
  auto rest = specifier.substr(4);
  if (rest.starts_with('/')) rest.remove_prefix(1);
  // A scoped name has one slash of its own; a version has none.
  auto slash = rest.find('/');
  if (rest.starts_with('@') && slash != rest.npos) slash = rest.find('/', slash + 1);
  rest = rest.substr(0, slash);
  auto at = rest.find('@', 1);
  auto name = rest.substr(0, at);
  auto range = at == rest.npos ? std::string_view() : rest.substr(at + 1);
  if (name.empty() || name == "@" || range.find_first_of(" |<>=") != range.npos)
    return std::nullopt;
  return std::format("{}{}@{}", scheme, name, shortest(range));
}

std::vector<std::string> package_requirements(const Json& config) {
  std::set<std::string> found;
  auto add_values = [&](const Json& values) {
    if (!values.is_structured()) return;
    for (const auto& value : values) {
      if (!value.is_string()) continue;
      if (auto package = package_requirement(value.get_ref<const std::string&>()))
        found.insert(*std::move(package));
    }
  };
  if (auto imports = config.find("imports"); imports != config.end()) add_values(*imports);
  if (auto scopes = config.find("scopes"); scopes != config.end() && scopes->is_object())
    for (const auto& scope : *scopes) add_values(scope);
  if (auto options = config.find("compilerOptions");
      options != config.end() && options->is_object()) {
    if (auto types = options->find("types"); types != options->end()) add_values(*types);
  }
  return {found.begin(), found.end()};
}

}  // namespace bailey::loader
