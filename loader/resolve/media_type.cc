#include "loader/resolve/media_type.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

constexpr std::array kExtensions = {
    std::pair{std::string_view("js"), MediaType::JavaScript},
    std::pair{std::string_view("ts"), MediaType::TypeScript},
    std::pair{std::string_view("mjs"), MediaType::Mjs},
    std::pair{std::string_view("mts"), MediaType::Mts},
    std::pair{std::string_view("cjs"), MediaType::Cjs},
    std::pair{std::string_view("cts"), MediaType::Cts},
    std::pair{std::string_view("jsx"), MediaType::Jsx},
    std::pair{std::string_view("tsx"), MediaType::Tsx},
    std::pair{std::string_view("json"), MediaType::Json},
    std::pair{std::string_view("jsonc"), MediaType::Jsonc},
    std::pair{std::string_view("json5"), MediaType::Json5},
    std::pair{std::string_view("css"), MediaType::Css},
    std::pair{std::string_view("md"), MediaType::Markdown},
    std::pair{std::string_view("wasm"), MediaType::Wasm},
    std::pair{std::string_view("map"), MediaType::SourceMap},
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The TypeScript member that the extension names, when it names one.
MediaType typescript_kind(MediaType named) {
  using enum MediaType;
  switch (named) {
    case Mts:
    case Cts:
    case Dts:
    case Dmts:
    case Dcts:
    case Tsx:
      return named;
    case Jsx:
      return Tsx;
    default:
      return TypeScript;
  }
}

MediaType javascript_kind(MediaType named) {
  using enum MediaType;
  return named == Mjs || named == Cjs || named == Jsx ? named : JavaScript;
}

bool names_typescript(std::string_view type) {
  constexpr std::array<std::string_view, 5> kTypes = {"application/typescript", "text/typescript",
      "application/x-typescript", "video/mp2t", "video/vnd.dlna.mpeg-tts"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

bool names_javascript(std::string_view type) {
  constexpr std::array<std::string_view, 8> kTypes = {"application/javascript", "text/javascript",
      "application/ecmascript", "text/ecmascript", "application/x-javascript", "text/x-javascript",
      "application/node", "text/jscript"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

}  // namespace

MediaType media_type_of_name(std::string_view path) {
  auto file = path.substr(path.rfind('/') + 1);
  auto dot = file.rfind('.');
  // A leading dot begins the name of a hidden file, not an extension.
  if (dot == file.npos || dot == 0) return MediaType::Unknown;
  auto extension = lower(file.substr(dot + 1));
  auto stem = lower(file.substr(0, dot));
  auto row = std::ranges::find(kExtensions, extension, [](auto& pair) { return pair.first; });
  auto type = row == kExtensions.end() ? MediaType::Unknown : row->second;
  bool declares = stem.ends_with(".d") || (type == MediaType::TypeScript && stem.contains(".d."));
  if (!declares) return type;
  if (type == MediaType::TypeScript) return MediaType::Dts;
  if (type == MediaType::Mts) return MediaType::Dmts;
  if (type == MediaType::Cts) return MediaType::Dcts;
  return type;
}

MediaType media_type_of(std::string_view url, std::string_view content_type) {
  bool is_data = url.starts_with("data:");
  if (is_data && content_type.empty()) {
    auto header = url.substr(5, url.find(',') == url.npos ? 0 : url.find(',') - 5);
    content_type = header;
  }
  auto named = is_data ? MediaType::Unknown : media_type_of_name(path_of(url));
  auto type = lower(trimmed(content_type.substr(0, content_type.find(';'))));
  if (names_typescript(type)) return typescript_kind(named);
  if (names_javascript(type)) return javascript_kind(named);
  if (type == "text/jsx") return MediaType::Jsx;
  if (type == "text/tsx") return MediaType::Tsx;
  if (type == "application/wasm") return MediaType::Wasm;
  if (type == "application/json" || type == "text/json" || type.ends_with("+json"))
    return MediaType::Json;
  if (is_data && type == "text/css") return MediaType::Css;
  return named;
}

std::optional<MediaType> media_type_of_extension(std::string_view extension) {
  auto row = std::ranges::find(kExtensions, extension, [](auto& pair) { return pair.first; });
  if (row == kExtensions.end() || !is_script(row->second)) return std::nullopt;
  return row->second;
}

std::string_view name_of(MediaType type) {
  constexpr std::array<std::string_view, 19> kNames = {"JavaScript", "JSX", "Mjs", "Cjs",
      "TypeScript", "Mts", "Cts", "Dts", "Dmts", "Dcts", "TSX", "Css", "Json", "Jsonc", "Json5",
      "Markdown", "Wasm", "SourceMap", "Unknown"};
  return kNames[std::to_underlying(type)];
}

bool needs_transpiling(MediaType type) {
  using enum MediaType;
  return type == Jsx || (type >= TypeScript && type <= Tsx);
}

bool is_script(MediaType type) { return type <= MediaType::Tsx; }

std::string_view charset_of(std::string_view content_type) {
  for (std::size_t at = content_type.find(';'); at != content_type.npos;
      at = content_type.find(';', at + 1)) {
    auto parameter = trimmed(content_type.substr(at + 1));
    parameter = trimmed(parameter.substr(0, parameter.find(';')));
    if (parameter.size() < 8 || lower(parameter.substr(0, 8)) != "charset=") continue;
    parameter.remove_prefix(8);
    if (parameter.size() >= 2 && parameter.starts_with('"') && parameter.ends_with('"'))
      parameter = parameter.substr(1, parameter.size() - 2);
    return parameter;
  }
  return {};
}

}  // namespace bailey::loader
