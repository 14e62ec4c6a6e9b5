#include "loader/module_loader/local_errors.h"

#include <array>
#include <format>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "loader/resolve/media_type.h"
#include "runtime/base/os_error.h"

namespace bailey::loader {
namespace {

bool is_file(const KindShown& shown, const std::string& path) {
  return shown(path) == PathKind::File;
}

// The first of `extensions` with which `stem` is a file; empty when none is.
std::string_view first_that_exists(
    const KindShown& shown, std::string_view stem, std::span<const std::string_view> extensions) {
  for (auto extension : extensions)
    if (is_file(shown, std::string(stem).append(extension))) return extension;
  return {};
}

// What else `path` may have meant: the file, and how to say so.
struct Nearby {
  std::string path;
  std::string advice;
};

// https://docs.deno.com/go/sloppy-imports
std::optional<Nearby> nearby_file(std::string_view path, const KindShown& shown) {
  constexpr std::array<std::string_view, 6> kAll = {".ts", ".js", ".tsx", ".jsx", ".mts", ".mjs"};
  constexpr std::array<std::string_view, 2> kForJs = {".ts", ".tsx"};
  constexpr std::array<std::string_view, 1> kForJsx = {".tsx"};
  constexpr std::array<std::string_view, 1> kForMjs = {".mts"};
  constexpr std::array<std::string_view, 1> kForCjs = {".cts"};
  std::span<const std::string_view> others;
  switch (media_type_of_name(path)) {
    case MediaType::Unknown: {
      auto extension = first_that_exists(shown, path, kAll);
      if (extension.empty()) return std::nullopt;
      return Nearby{std::string(path).append(extension),
          std::format(" Maybe add a '{}' extension", extension)};
    }
    case MediaType::JavaScript:
      others = kForJs;
      break;
    case MediaType::Jsx:
      others = kForJsx;
      break;
    case MediaType::Mjs:
      others = kForMjs;
      break;
    case MediaType::Cjs:
      others = kForCjs;
      break;
    default:
      break;
  }
  auto stem = path.substr(0, path.rfind('.'));
  auto extension = first_that_exists(shown, stem, others);
  if (extension.empty()) return std::nullopt;
  return Nearby{std::string(stem).append(extension),
      std::format(" Maybe change the extension to '{}'", extension)};
}

std::optional<Nearby> index_file(std::string_view path, const KindShown& shown) {
  constexpr std::array<std::string_view, 6> kIndexes = {
      ".ts", ".mts", ".tsx", ".js", ".mjs", ".jsx"};
  if (path.ends_with('/')) path.remove_suffix(1);
  auto stem = std::string(path) + "/index";
  auto extension = first_that_exists(shown, stem, kIndexes);
  if (extension.empty()) return std::nullopt;
  return Nearby{stem.append(extension),
      std::format(" Maybe specify path to 'index{}' file in directory instead", extension)};
}

bool is_missing(const Error& cause) { return cause.code == "ENOENT" || cause.code == "ENOTDIR"; }

std::optional<Nearby> nearby(std::string_view path, const Error& cause, const KindShown& shown) {
  if (is_missing(cause)) return nearby_file(path, shown);
  return cause.code == "EISDIR" ? index_file(path, shown) : std::nullopt;
}

}  // namespace

std::optional<std::string> sloppy_target(const std::string& path, const KindShown& shown) {
  auto kind = shown(path);
  std::optional<Nearby> found;
  if (kind == PathKind::Missing) found = nearby_file(path, shown);
  if (kind == PathKind::Folder) found = index_file(path, shown);
  if (!found) return std::nullopt;
  return std::move(found->path);
}

Error local_error(
    std::string_view url, std::string_view path, const Error& cause, const KindShown& shown) {
  std::string hint;
  if (auto found = nearby(path, cause, shown))
    hint = found->advice + " or run with --sloppy-imports";
  if (is_missing(cause))
    return {ErrorClass::TypeError, std::format("Module not found \"{}\".{}", url, hint)};
  if (cause.code == "EISDIR") {
    return {ErrorClass::TypeError,
        std::format("[ERR_UNSUPPORTED_DIR_IMPORT] Directory import '{}' is not supported resolving "
                    "ES modules{}",
            url, hint)};
  }
  return {ErrorClass::TypeError, std::format("Import '{}' failed.\n    0: {}", url, cause.message),
      code_of_wrapper(cause)};
}

Error too_large(std::string_view url, std::size_t limit) {
  return {ErrorClass::TypeError,
      std::format("The module \"{}\" is larger than {} MB, the most that can be loaded. Read large "
                  "data with fetch() or Deno.open() instead.",
          url, limit >> 20)};
}

}  // namespace bailey::loader
