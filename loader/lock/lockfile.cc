#include "loader/lock/lockfile.h"

#include <array>
#include <format>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/json/unexpected_type.h"
#include "loader/lock/conflict.h"
#include "loader/lock/line_diff.h"

namespace bailey::loader {
namespace {

constexpr std::size_t kLongestLockfile = std::size_t{256} << 20;
constexpr std::string_view kVersion = "5";

// The sections of packages, in the order in which they stand in the file; `packages` is what
// version 3 had in place of the others.
constexpr std::array<const char*, 4> kPackageSections = {"packages", "specifiers", "jsr", "npm"};

using Map = std::map<std::string, std::string, std::less<>>;

std::unexpected<Error> bad_section(
    std::string_view section, const Json& value, std::string_view expected) {
  return fail(ErrorClass::InvalidData,
      std::format(
          "    0: Failed deserializing. Lockfile may be corrupt\n    1: Invalid {} section: {}",
          section, unexpected_type(value, expected)));
}

// Adds the strings of an object to `out`; what is there already stays.
Result<> take_strings(const Json& json, const char* section, Map& out) {
  if (!json.is_object()) return bad_section(section, json, "a map");
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return bad_section(section, value, "a string");
    out.emplace(key, value.get_ref<const std::string&>());
  }
  return {};
}

// Adds the members of `from` that `into` lacks.
void merge_objects(Json& into, const Json& from) {
  for (const auto& [key, value] : from.items())
    if (!into.contains(key)) into[key] = value;
}

}  // namespace

struct Lockfile::Sections {
  std::string version = std::string(kVersion);
  Json packages = Json::object();  // kPackageSections by name
  Map redirects;
  Map remote;
  Json workspace = Json::object();

  bool is_empty() const { return packages.empty() && redirects.empty() && remote.empty(); }
};

Lockfile::Lockfile(std::string path, Mode mode)
    : path_(std::move(path)), mode_(mode), sections_(std::make_unique<Sections>()) {}
Lockfile::Lockfile(Lockfile&&) noexcept = default;
Lockfile& Lockfile::operator=(Lockfile&&) noexcept = default;
Lockfile::~Lockfile() = default;

Result<Lockfile> Lockfile::load(Disk& disk, std::string path, Mode mode) {
  Lockfile lock(std::move(path), mode);
  auto text = disk.read(lock.path_, kLongestLockfile);
  if (!text && text.error().code == "ENOENT") return lock;
  if (!text) {
    return fail(text.error().error_class,
        std::format(
            "Failed reading lockfile '{}'\n\nCaused by:\n    {}", lock.path_, text.error().message),
        text.error().code);
  }
  auto taken = lock.read(*text);
  if (!taken) {
    return fail(
        taken.error().error_class, std::format("Failed reading lockfile at '{}'\n\nCaused by:\n{}",
                                       lock.path_, taken.error().message));
  }
  lock.on_disk_ = *std::move(text);
  return lock;
}

Result<> Lockfile::read(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos)
    return fail(ErrorClass::InvalidData, "    Lockfile was empty");
  if (has_conflict(text)) return read_conflicting(text);
  auto json = parse_json(text);
  if (json && json->is_object()) return take(*json);
  auto reason = json ? std::string("expected an object at line 1 column 1") : json.error().message;
  return fail(ErrorClass::InvalidData,
      std::format("    0: Failed parsing. Lockfile may be corrupt\n    1: {}", reason));
}

Result<> Lockfile::read_conflicting(std::string_view text) {
  auto sides = split_conflict(text);
  if (sides) {
    auto ours = parse_json(sides->ours);
    auto theirs = parse_json(sides->theirs);
    if (ours && theirs && ours->is_object() && theirs->is_object()) {
      BAILEY_TRY(take(*ours));
      BAILEY_TRY(take(*theirs));
      changed_ = true;
      return {};
    }
  }
  return fail(ErrorClass::InvalidData,
      "    0: Failed parsing. Lockfile may be corrupt\n    1: it holds a merge conflict of Git "
      "whose sides are no lock files: resolve it, or delete the file to make it anew");
}

Result<> Lockfile::take(const Json& json) {
  auto& to = *sections_;
  auto version = json.find("version");
  // The first version was nothing but the map that `remote` became.
  if (version == json.end()) {
    bool is_first = !json.contains("remote") && !json.empty();
    if (is_first) return take_strings(json, "remote", to.remote);
  } else if (!version->is_string()) {
    return bad_section("version", *version, "a string");
  } else {
    const auto& text = version->get_ref<const std::string&>();
    if (text < "1" || text > kVersion || text.size() != 1) {
      return fail(ErrorClass::InvalidData,
          std::format("    Unsupported lockfile version '{}'. Try upgrading Deno or recreating the "
                      "lockfile",
              text));
    }
    to.version = text;
  }
  for (const char* section : kPackageSections) {
    auto found = json.find(section);
    if (found == json.end()) continue;
    if (!found->is_object()) return bad_section(section, *found, "a map");
    if (found->empty()) continue;
    if (!to.packages.contains(section)) to.packages[section] = Json::object();
    merge_objects(to.packages[section], *found);
  }
  if (auto found = json.find("redirects"); found != json.end())
    BAILEY_TRY(take_strings(*found, "redirects", to.redirects));
  if (auto found = json.find("remote"); found != json.end())
    BAILEY_TRY(take_strings(*found, "remote", to.remote));
  if (auto found = json.find("workspace"); found != json.end()) {
    if (!found->is_object()) return bad_section("workspace", *found, "a map");
    merge_objects(to.workspace, *found);
  }
  // Entries of packages differ between versions and cannot be made anew here, so a file that has
  // some stays at its version. All else is the same in each.
  if (to.packages.empty()) to.version = kVersion;
  return {};
}

std::optional<std::string> Lockfile::redirect(std::string_view url) const {
  auto found = sections_->redirects.find(url);
  if (found == sections_->redirects.end()) return std::nullopt;
  return found->second;
}

std::string_view Lockfile::digest(std::string_view url) const {
  auto found = sections_->remote.find(url);
  return found == sections_->remote.end() ? std::string_view() : std::string_view(found->second);
}

void Lockfile::add_redirect(std::string_view from, std::string_view to) {
  if (sections_->redirects.emplace(from, to).second) changed_ = true;
}

void Lockfile::add_remote(std::string_view url, std::string_view sha256) {
  if (sections_->remote.emplace(url, sha256).second) changed_ = true;
}

void Lockfile::set_dependencies(const std::vector<std::string>& requirements) {
  auto& workspace = sections_->workspace;
  auto found = workspace.find("dependencies");
  Json wanted(requirements);
  bool same = found == workspace.end() ? requirements.empty() : *found == wanted;
  if (same) return;
  changed_ = true;
  if (requirements.empty()) {
    workspace.erase("dependencies");
    return;
  }
  // It is the first member of the section.
  Json rest = std::exchange(workspace, Json::object());
  workspace["dependencies"] = std::move(wanted);
  merge_objects(workspace, rest);
}

std::string Lockfile::text() const {
  const auto& from = *sections_;
  Json json = Json::object();
  json["version"] = from.version;
  for (const char* section : kPackageSections)
    if (auto found = from.packages.find(section); found != from.packages.end())
      json[section] = *found;
  if (!from.redirects.empty()) json["redirects"] = from.redirects;
  if (!from.remote.empty()) json["remote"] = from.remote;
  if (!from.workspace.empty()) json["workspace"] = from.workspace;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<> Lockfile::save(Disk& disk) {
  bool is_news = changed_ && !(on_disk_.empty() && sections_->is_empty());
  if (!is_news) return {};
  auto now = text();
  if (now == on_disk_) return {};
  if (mode_ == Mode::Frozen) {
    return fail(ErrorClass::TypeError,
        std::format("The lockfile is out of date. Run `deno install --frozen=false`, or rerun with "
                    "`--frozen=false` to update it.\nchanges:\n{}",
            line_diff(on_disk_, now)));
  }
  auto written = disk.replace(path_, now);
  if (!written) {
    return fail(written.error().error_class,
        std::format("Failed writing lockfile '{}'\n\nCaused by:\n    {}\n  Make room there, or run "
                    "with --no-lock.",
            path_, written.error().message),
        written.error().code);
  }
  on_disk_ = std::move(now);
  changed_ = false;
  return {};
}

Error integrity_error(std::string_view url, std::string_view actual, std::string_view expected) {
  return {ErrorClass::Error,
      std::format(
          "Integrity check failed for remote specifier. The source code is invalid, as it does not "
          "match the expected hash in the lock file.\n\n  Specifier: {}\n  Actual: {}\n  Expected: "
          "{}\n\nThis could be caused by:\n  * the lock file may be corrupt\n  * the source itself "
          "may be corrupt\n\nInvestigate the lockfile; delete it to regenerate the lockfile or "
          "--reload to reload the source code from the server.",
          url, actual, expected),
      std::string(kIntegrityCode)};
}

}  // namespace bailey::loader
