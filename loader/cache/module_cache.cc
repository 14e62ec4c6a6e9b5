#include "loader/cache/module_cache.h"

#include <format>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/cache/sha256.h"
#include "loader/json/json.h"
#include "loader/resolve/specifier.h"

namespace bailey::loader {
namespace {

constexpr std::size_t kLongestEntry = std::size_t{1} << 20;
constexpr std::size_t kLongestBody = std::size_t{1} << 30;

// Two digits first: tens of thousands of names in one folder make it slow to look at.
std::string spread(std::string_view folder, std::string_view kind, std::string_view digest) {
  return std::format("{}/{}/{}/{}", folder, kind, digest.substr(0, 2), digest.substr(2));
}

std::string text_at(const Json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_at(const Json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

// Everything of an entry but the body; nullopt when the text is not one of `url`.
std::optional<CachedModule> entry_of(std::string_view text, std::string_view url) {
  auto json = parse_json(text);
  if (!json || !json->is_object() || text_at(*json, "url") != url) return std::nullopt;
  CachedModule module;
  module.url = url;
  module.status = static_cast<int>(number_at(*json, "status"));
  module.redirect = text_at(*json, "redirect");
  module.sha256 = text_at(*json, "sha256");
  module.time = number_at(*json, "time");
  auto headers = json->find("headers");
  if (headers == json->end() || !headers->is_object()) return std::nullopt;
  for (const auto& [name, value] : headers->items()) {
    if (!value.is_string()) return std::nullopt;
    module.headers[name] = value.get<std::string>();
  }
  // SECURITY: the digest becomes part of a path; module_cache_test "an entry cannot name a file
  // outside of the cache".
  bool is_digest = module.sha256.size() == 64 &&
                   module.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (module.redirect.empty() != is_digest) return std::nullopt;
  return module;
}

std::string json_of(const CachedModule& module) {
  Json json = Json::object();
  json["url"] = module.url;
  json["status"] = module.status;
  json["headers"] = Json(module.headers);
  if (module.redirect.empty())
    json["sha256"] = module.sha256;
  else
    json["redirect"] = module.redirect;
  json["time"] = module.time;
  // A header may hold any bytes; what is no UTF-8 is of no use to anybody.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::unexpected<Error> not_stored(std::string_view url, const Error& cause) {
  return fail(cause.error_class,
      std::format(
          "Could not store \"{}\" in the cache: {}\n  Make room there, or set BAILEY_DIR to "
          "a folder on another disk.",
          url, cause.message),
      cause.code);
}

}  // namespace

std::string ModuleCache::entry_path(std::string_view url) const {
  return spread(folder_, "entries", loader::sha256(url)) + ".json";
}

std::string ModuleCache::body_path(std::string_view sha256) const {
  return spread(folder_, "bodies", sha256);
}

CacheLookup ModuleCache::find(std::string_view url) {
  auto path = entry_path(url);
  auto text = disk_.read(path, kLongestEntry);
  if (!text) {
    if (text.error().code == "ENOENT" || text.error().code == "ENOTDIR") return {};
    return {.found = {}, .damage = std::format("{}: '{}'", text.error().message, path)};
  }
  auto module = entry_of(*text, url);
  if (!module) {
    // A removal that fails changes nothing: the entry stays as unusable as it is.
    (void)disk_.remove(path);
    return {.found = {}, .damage = std::format("the cache entry '{}' was damaged", path)};
  }
  if (!module->redirect.empty()) return {.found = std::move(module), .damage = {}};
  auto body = body_path(module->sha256);
  auto bytes = disk_.read(body, kLongestBody);
  if (!bytes || loader::sha256(*bytes) != module->sha256) {
    if (bytes) (void)disk_.remove(body);
    return {.found = {},
        .damage = std::format("the cached text '{}' was {}", body, bytes ? "altered" : "missing")};
  }
  module->body = *std::move(bytes);
  return {.found = std::move(module), .damage = {}};
}

Result<> ModuleCache::put(CachedModule& module) {
  if (module.redirect.empty()) {
    module.sha256 = loader::sha256(module.body);
    auto path = body_path(module.sha256);
    // The same text under another URL, or from another process: verified before it is trusted.
    auto present = disk_.read(path, module.body.size());
    if (!present || *present != module.body) {
      auto stored = disk_.replace(path, module.body);
      if (!stored) return not_stored(module.url, stored.error());
    }
  }
  auto stored = disk_.replace(entry_path(module.url), json_of(module));
  if (!stored) return not_stored(module.url, stored.error());
  return {};
}

Result<std::string> cache_folder(
    const std::function<std::string(std::string_view)>& variable, std::string_view directory) {
  if (auto own = variable("BAILEY_DIR"); !own.empty()) return absolute_path(own, directory);
  if (auto xdg = variable("XDG_CACHE_HOME"); xdg.starts_with('/')) return xdg + "/bailey";
  if (auto home = variable("HOME"); home.starts_with('/')) return home + "/.cache/bailey";
  return fail(ErrorClass::Error,
      "Could not find a place for the cache: neither BAILEY_DIR nor HOME is set.");
}

}  // namespace bailey::loader
