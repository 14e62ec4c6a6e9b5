#include "loader/config/config.h"

#include <format>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/json/unexpected_type.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

// Larger ones are mistakes, such as a device or a log.
constexpr std::size_t kLongestConfig = std::size_t{16} << 20;

std::unexpected<Error> bad_file(std::string_view url, std::string_view cause) {
  return fail(ErrorClass::TypeError,
      std::format("Failed deserializing config file '{}'.\n\nCaused by:\n    {}", url, cause));
}

// The value of `key`; nullptr when it is missing or null, which Deno takes for the same.
const Json* value_of(const Json& object, const char* key) {
  auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

bool has_map(const Json& json) {
  return value_of(json, "imports") != nullptr || value_of(json, "scopes") != nullptr;
}

// `name` relative to the folder of the file at `path`.
std::string beside(std::string_view path, std::string_view name) {
  return absolute_path(name, path.substr(0, path.rfind('/')));
}

std::unexpected<Error> unreadable(std::string_view path, const Error& cause) {
  return fail(cause.error_class,
      std::format(
          "Error reading config file '{}'.\n\nCaused by:\n    {}", file_url(path), cause.message),
      cause.code);
}

}  // namespace

Config::Config(std::string path, std::string_view text, std::unique_ptr<Json> json)
    : path_(std::move(path)), url_(file_url(path_)), text_(text), json_(std::move(json)) {}
Config::Config(Config&&) noexcept = default;
Config& Config::operator=(Config&&) noexcept = default;
Config::~Config() = default;

Result<Config> Config::parse(std::string path, std::string_view text) {
  auto json = parse_jsonc(text);
  if (!json) return bad_file(file_url(path), json.error().message);
  Config config(std::move(path), text, std::make_unique<Json>(*std::move(json)));
  if (config.json_->is_null()) *config.json_ = Json::object();
  if (!config.json_->is_object()) {
    return bad_file(config.url_,
        unexpected_type(*config.json_, "struct ConfigFileJson") + " on line 1 column 1");
  }
  BAILEY_TRY(config.read_import_map_key());
  BAILEY_TRY(config.read_lock());
  BAILEY_TRY(config.read_compiler_options());
  if (const Json* vendor = value_of(*config.json_, "vendor")) {
    if (!vendor->is_boolean()) return bad_file(config.url_, unexpected_type(*vendor, "a boolean"));
    if (vendor->get<bool>()) {
      config.warnings_.push_back(std::format(
          "Warning \"vendor\" is ignored: modules come from the cache.\n    at {}", config.url_));
    }
  }
  return config;
}

Result<> Config::read_import_map_key() {
  const Json* named = value_of(*json_, "importMap");
  if (named == nullptr) return {};
  if (!named->is_string()) return bad_file(url_, unexpected_type(*named, "a string"));
  if (has_map(*json_)) {
    warnings_.push_back(
        std::format("Warning \"importMap\" field is ignored when \"imports\" or "
                    "\"scopes\" are specified in the config file.\n    at {}",
            url_));
    return {};
  }
  const auto& text = named->get_ref<const std::string&>();
  auto url = scheme_of(text).empty() ? join_url(text, url_) : parse_url(text);
  if (!url) return bad_file(url_, std::format("invalid \"importMap\": {}", url.error().message));
  import_map_url_ = *std::move(url);
  return {};
}

Result<> Config::read_lock() {
  lock_.path = beside(path_, "deno.lock");
  const Json* lock = value_of(*json_, "lock");
  if (lock == nullptr) return {};
  auto refused = fail(ErrorClass::TypeError,
      "Failed to parse \"lock\" configuration\n\nCaused by:\n    data did not match any variant of "
      "untagged enum LockConfig");
  if (lock->is_boolean()) {
    lock_.enabled = lock->get<bool>();
  } else if (lock->is_string()) {
    lock_.path = beside(path_, lock->get_ref<const std::string&>());
  } else if (lock->is_object()) {
    const Json* path = value_of(*lock, "path");
    const Json* frozen = value_of(*lock, "frozen");
    if (path != nullptr && !path->is_string()) return refused;
    if (frozen != nullptr && !frozen->is_boolean()) return refused;
    if (path != nullptr) lock_.path = beside(path_, path->get_ref<const std::string&>());
    if (frozen != nullptr) lock_.frozen = frozen->get<bool>();
  } else {
    return refused;
  }
  return {};
}

Result<std::optional<ImportMap>> Config::import_map() const {
  if (!has_map(*json_)) return std::nullopt;
  return BAILEY_TRY(ImportMap::from_json(*json_, url_, ImportMap::Dialect::Config));
}

Result<Config> load_config(Disk& disk, std::string_view path, std::string_view directory) {
  auto whole = absolute_path(path, directory);
  auto text = disk.read(whole, kLongestConfig);
  if (!text) return unreadable(whole, text.error());
  return Config::parse(std::move(whole), *text);
}

Result<std::optional<Config>> find_config(Disk& disk, std::string_view directory) {
  for (std::string_view folder = directory;;) {
    if (folder.ends_with('/')) folder.remove_suffix(1);
    for (std::string_view name : {"deno.json", "deno.jsonc"}) {
      auto path = std::format("{}/{}", folder, name);
      auto text = disk.read(path, kLongestConfig);
      if (text) return BAILEY_TRY(Config::parse(std::move(path), *text));
      const auto& code = text.error().code;
      if (code != "ENOENT" && code != "ENOTDIR" && code != "EISDIR")
        return unreadable(path, text.error());
    }
    if (disk.kind(std::format("{}/package.json", folder)) == PathKind::File) return std::nullopt;
    if (folder.empty()) return std::nullopt;
    folder = folder.substr(0, folder.rfind('/'));
  }
}

}  // namespace bailey::loader
