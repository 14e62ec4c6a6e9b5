#include "cli/record/recording.h"

#include <algorithm>
#include <format>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "cli/prompt_text.h"
#include "cli/record/recorded_set.h"
#include "loader/config/config.h"
#include "loader/config/permission_set.h"
#include "loader/config/policy_text.h"
#include "loader/disk/host_disk.h"
#include "loader/resolve/specifier.h"
#include "permissions/parse_policy.h"
#include "runtime/os/termination.h"

namespace bailey::cli {
namespace {

using loader::Json;

constexpr std::size_t kLongestFile = std::size_t{16} << 20;
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kYellow = "\x1b[33m";

std::unexpected<Error> cannot_record(const std::string& path, const std::string& why) {
  return fail(
      ErrorClass::Error, std::format("cannot record permissions in '{}': {}", visible(path), why));
}

// What the file holds now; nothing when there is none.
Result<std::string> content_of(const std::string& path) {
  auto text = loader::HostDisk().read(path, kLongestFile);
  if (!text && text.error().code == "ENOENT") return "";
  return text;
}

}  // namespace

Recording::Recording(Host& host) : host_(host) {}
Recording::~Recording() = default;

Result<std::unique_ptr<Recording>> Recording::begin(
    Host& host, const CommandLine& line, std::vector<std::string> import_hosts) {
  std::unique_ptr<Recording> recording(new Recording(host));
  BAILEY_TRY(recording->open(line, std::move(import_hosts)));
  host.add_record(recording->uses_);
  host.before_end([&recording = *recording](int exit_code) { return recording.finish(exit_code); });
  return recording;
}

Result<> Recording::open(const CommandLine& line, std::vector<std::string> import_hosts) {
  shown_path_ = *line.permissions.record;
  path_ = loader::absolute_path(shown_path_, BAILEY_TRY(working_directory(host_)));
  folder_ = path_.substr(0, path_.rfind('/'));
  if (folder_.empty()) folder_ = "/";
  name_ = line.permissions.permission_set.value_or("");
  if (name_.empty()) name_ = "default";
  is_frozen_ = line.modules.frozen.value_or(false);
  permissions::FlagValues nothing{
      .cached_only = line.modules.cached_only, .import_hosts = std::move(import_hosts)};
  baseline_ =
      BAILEY_TRY(permissions::parse_policy(nothing, host_.paths(), host_.programs())).policy;
  // Links stay links, and what is no file is not replaced by one.
  target_ = BAILEY_TRY(host_.paths().resolve(path_));
  auto kind = loader::HostDisk().kind(target_);
  if (kind != loader::PathKind::File && kind != loader::PathKind::Missing)
    return cannot_record(shown_path_, "it is no regular file");
  auto text = content_of(target_);
  if (!text) return cannot_record(shown_path_, text.error().message);
  before_ = std::make_unique<Json>();
  granted_ = baseline_;
  if (auto known = read(*text); !known) return cannot_record(shown_path_, known.error().message);
  if (is_frozen_) return {};
  // SECURITY: written by a process outside the kernel wall, which the script cannot reach: inside
  // it, the folder would have to stay open to everything.
  writer_ = BAILEY_TRY(os::SideProcess::start([this](std::string_view set) -> Result<> {
    auto now = BAILEY_TRY(content_of(target_));
    auto changed =
        BAILEY_TRY(loader::put_permission_set(now, name_, BAILEY_TRY(loader::parse_json(set))));
    return loader::HostDisk().replace(target_, changed);
  }));
  return {};
}

Result<> Recording::read(std::string_view text) {
  // Later is too late to find out that nothing can be written into it.
  BAILEY_TRY(loader::put_permission_set(text, name_, Json::object()));
  auto config = BAILEY_TRY(loader::Config::parse(path_, text));
  auto set = BAILEY_TRY(loader::permission_set(config, name_));
  if (!set) return {};
  is_new_ = false;
  *before_ = config.json()["permissions"][name_];
  auto flags = loader::with_permission_set({}, *set);
  auto parsed = BAILEY_TRY(permissions::parse_policy(flags, host_.paths(), host_.programs()));
  bool lists_imports = flags.import.allow.use != permissions::FlagUse::Absent;
  if (!lists_imports) {
    parsed.policy.import = baseline_.import;
    parsed.policy.computed_import = baseline_.computed_import;
  }
  granted_ = std::move(parsed.policy);
  return {};
}

void Recording::watch_signals() {
  os::before_termination([this](int signal) {
    host_.print_at_once();
    int exit_code = finish(128 + signal);
    if (exit_code != 128 + signal) host_.end_now(exit_code);
    host_.terminals().restore();
  });
}

int Recording::finish(int exit_code) {
  // Whoever comes second waits for the end of the process.
  at_the_end_.lock();
  auto used = uses_.so_far();
  return is_frozen_ ? judge(used, exit_code) : write(used, exit_code);
}

int Recording::judge(const UsedPermissions& used, int exit_code) const {
  auto missing = missing_from(granted_, used, folder_);
  if (missing.empty()) return exit_code;
  std::string text = std::format(
      "this run needed more than the permission set \"{}\" of {} grants:", visible(name_),
      visible(shown_path_));
  for (const std::string& line : missing) text += "\n" + colored(kGreen, "  + " + line);
  text += "\nRun without --frozen to record it.";
  host_.show_error(text);
  return kNeedsMoreExitCode;
}

int Recording::write(const UsedPermissions& used, int exit_code) {
  auto recorded =
      recorded_set(used, {.folder = folder_, .baseline = baseline_, .programs = host_.programs()});
  auto set = with_denials_of(std::move(recorded.json), *before_);
  if (is_new_ || set != *before_) {
    if (auto written = writer_->ask(set.dump()); !written) {
      host_.show_error(cannot_record(shown_path_, written.error().message).error().message +
                       "\nThis is what the run used:\n" + set.dump(2));
      return exit_code == 0 ? 1 : exit_code;
    }
  }
  tell(set, recorded);
  tell_refusals(used);
  return exit_code;
}

void Recording::tell(const Json& set, const RecordedSet& recorded) const {
  auto before = lines_of(*before_);
  auto now = lines_of(set);
  std::vector<std::string> all;
  std::ranges::set_union(before, now, std::back_inserter(all));
  std::string text =
      std::format("Recorded the permissions this run used in {}, set \"{}\":", visible(shown_path_),
          visible(name_));
  std::size_t unchanged = 0;
  for (const std::string& line : all) {
    bool was = std::ranges::binary_search(before, line);
    bool is = std::ranges::binary_search(now, line);
    if (was && is) ++unchanged;
    if (!was) text += "\n" + colored(kGreen, "  + " + line);
    if (!is) text += "\n" + colored(kRed, "  - " + line);
  }
  if (all.empty()) text += "\n  none";
  if (unchanged != 0) text += std::format("\n  {} unchanged", unchanged);
  for (const std::string& line : recorded.unwritten)
    text += "\n" + colored(kYellow, "  ! " + line + " cannot be named in a file");
  host_.note(text);
}

void Recording::tell_refusals(const UsedPermissions& used) const {
  if (used.refused.empty()) return;
  std::string text = "Needed but refused, and not recorded:";
  for (const RefusedUse& refused : used.refused) {
    text += "\n" + colored(kYellow, "  ! " + line_of(refused, folder_));
    if (!refused.api_name.empty()) text += std::format("  {}", visible(refused.api_name));
  }
  host_.note(text);
}

std::string Recording::colored(std::string_view color, std::string text) const {
  return host_.colors() == js::Colors::On ? std::format("{}{}\x1b[0m", color, text) : text;
}

}  // namespace bailey::cli
