// Import maps that are files of their own: --import-map, and importMap in a config.
#include <format>

#include <nlohmann/json.hpp>

#include "loader/fetch/data_url.h"
#include "loader/json/json.h"
#include "loader/module_loader/module_loader.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

constexpr std::size_t kLongestImportMap = std::size_t{16} << 20;

Failure not_loaded(std::string_view url, std::string_view cause) {
  return Failure({ErrorClass::TypeError,
      std::format("Unable to load '{}' import map\n\nCaused by:\n    {}", url, cause)});
}

// The text behind a file: or data: URL.
Result<std::string> local_text(Disk& disk, const std::string& url) {
  if (url.starts_with("data:")) return BAILEY_TRY(decode_data_url(url)).body;
  if (!url.starts_with("file:")) return std::unexpected(unsupported_scheme(url));
  auto text = disk.read(BAILEY_TRY(file_path(url)), kLongestImportMap);
  if (text) return text;
  bool missing = text.error().code == "ENOENT";
  return fail(ErrorClass::TypeError,
      missing ? std::format("Import '{}' failed, not found.", url)
              : std::format("Import '{}' failed.\n    {}", url, text.error().message));
}

}  // namespace

Task<std::string> ModuleLoader::use_import_map(std::string url) {
  std::string text;
  std::string base = url;
  if (is_remote(url)) {
    std::optional<Error> failure;
    try {
      auto module =
          co_await remote_.fetch(url, permissions::ImportUse::Static, Freshness::AsCached);
      text = module.content->body;
      base = module.url;
    } catch (const Failure& caught) {
      failure = caught.error();
    }
    if (failure) throw not_loaded(url, failure->message);
  } else {
    auto read = local_text(parts_.disk, url);
    if (!read) throw not_loaded(url, read.error().message);
    text = *std::move(read);
  }
  auto json = parse_json(text);
  if (!json) throw not_loaded(url, json.error().message);
  auto map = ImportMap::from_json(*json, base, ImportMap::Dialect::Standard);
  if (!map) throw Failure(map.error());
  auto diagnostics = map->diagnostics();
  resolver_ = Resolver(*std::move(map));
  co_return diagnostics;
}

}  // namespace bailey::loader
