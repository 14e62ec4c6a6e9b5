// Reading and writing: path rules become Landlock rules.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <memory>
#include <optional>

#include "permissions/lexical_path.h"
#include "permissions/os_sandbox/draft.h"
#include "permissions/path_index.h"
#include "permissions/special_file.h"

namespace bailey::permissions::os_sandbox {
namespace {

std::optional<struct stat> facts(const std::string& path) {
  struct stat info{};
  if (::lstat(path.c_str(), &info) != 0) return std::nullopt;
  return info;
}

std::string parent_of(std::string_view path) { return std::string(split_last(path).parent); }

constexpr const char* kAllButSpecial = "everything but /proc, /dev and /sys";

bool is_link(const std::string& path) {
  auto info = facts(path);
  return info && S_ISLNK(info->st_mode);
}

bool holds_working_directory(std::string_view path) {
  std::unique_ptr<char, decltype(&std::free)> here(::getcwd(nullptr, 0), &std::free);
  return here && is_within(here.get(), path);
}

// Whether what is at an existing path can be neither removed nor replaced, or would not sensibly
// be: a root, a mount point, what the process runs in, what the user may not remove.
bool stays(const std::string& path) {
  if (path == "/" || parent_of(path) == "/" || holds_working_directory(path)) return true;
  auto own = facts(path);
  auto parent = facts(parent_of(path));
  if (own && parent && own->st_dev != parent->st_dev) return true;
  return ::faccessat(AT_FDCWD, parent_of(path).c_str(), W_OK, AT_EACCESS) != 0;
}

// Where in the tree the kernel's rule for a granted path goes.
struct Anchor {
  std::string path;
  enum class Fit : std::uint8_t { Exact, Missing, Replaceable } fit = Fit::Exact;
};

class FilePlanner {
 public:
  FilePlanner(Draft& draft, Kind kind)
      : draft_(draft),
        kind_(kind),
        book_(kind == Kind::Read ? draft.policy.read : draft.policy.write),
        rights_(kind == Kind::Read ? kReading : kWriting) {
    bool links = draft.policy.read.whole() == Ruling::Granted &&
                 draft.policy.write.whole() == Ruling::Granted;
    if (kind == Kind::Write && links) rights_ |= kMakeSymlink;
    if (kind == Kind::Write && uses_unix_sockets(draft)) rights_ |= kMakeSocket;
  }

  void plan() {
    switch (reach(book_, draft_.needs)) {
      case Reach::None:
        plan_none();
        break;
      case Reach::Listed:
        limit_metadata();
        break;
      case Reach::Any:
        plan_any();
        break;
    }
    auto entries = book_.index().entries();
    for (const auto& [rule, ruling] : entries) {
      if (ruling == Ruling::Granted) plan_grant(rule);
    }
    for (const auto& [rule, ruling] : entries) {
      if (ruling != Ruling::Granted) plan_denial(rule, ruling);
    }
    if (is_read() && opens_libraries_anywhere()) admit_that_all_is_open();
  }

 private:
  bool is_read() const { return kind_ == Kind::Read; }
  const char* verb() const { return is_read() ? "read" : "written"; }

  Row& row(std::string grant, std::string broker) {
    Row row;
    row.kind = kind_;
    row.grant = std::move(grant);
    row.broker = std::move(broker);
    draft_.plan.rows.push_back(std::move(row));
    return draft_.plan.rows.back();
  }

  // What holds for every row while the wall does not close this kind at all.
  bool is_open(Row& row) const {
    if (draft_.shape == Shape::Open) {
      row.kernel = "nothing: the programs of --allow-run may need it";
      row.remedy = "--sandbox=require keeps those programs inside";
    } else if (draft_.shape == Shape::Yielding && is_read()) {
      auto asked = asked_words(draft_.needs);
      row.kernel = std::format("nothing: a program that {} lets start must read itself", asked.who);
      row.remedy = std::string(asked.remedy);
      if (draft_.needs.asked == Asked::Person) row.remedy += " or --deny-run";
    } else if (!draft_.has_landlock()) {
      row.kernel = "nothing: no Landlock in this kernel";
    } else {
      return false;
    }
    row.enforcement = Enforcement::BrokerOnly;
    return true;
  }

  void plan_none() {
    Row& none = row(std::string(kind_name(kind_)), "refuses everything");
    if (is_open(none)) return;
    none.kernel = is_read() ? "refuses to open any file or list any folder"
                            : "refuses to write, make, rename or remove anything";
    if (is_read()) {
      none.neither = "that a path exists, its size and times: Landlock does not hide them";
      if (draft_.is_closing()) draft_.add(Filter::NoWatching);
    } else if (draft_.is_closing()) {
      none.kernel += "; nor change modes, owners and times";
      bool is_whole = draft_.needs.write.empty();
      if (!is_whole) tell_of_open_files(none);
      draft_.add(is_whole ? Filter::NoMetadata : Filter::NoPathMetadata);
    }
  }

  static void tell_of_open_files(Row& own) {
    own.neither = "modes, owners and times of files that are open, to read too";
  }

  // Where libraries may lie anywhere, plan_ffi() opens every file to read.
  bool opens_libraries_anywhere() const {
    return draft_.is_closing() && reach(draft_.policy.ffi, draft_.needs) == Reach::Any;
  }

  void admit_that_all_is_open() {
    for (Row& own : draft_.plan.rows) {
      if (own.kind != Kind::Read || own.enforcement == Enforcement::BrokerOnly) continue;
      own.enforcement = own.grant.starts_with("--deny") || own.grant.starts_with("--ignore")
                            ? Enforcement::BrokerOnly
                            : Enforcement::Wider;
      own.kernel = "every file can be opened: a library of --allow-ffi may lie anywhere";
      own.remedy = "name the libraries: --allow-ffi=/path/lib.so";
    }
  }

  void limit_metadata() {
    if (!is_read() && draft_.is_strict()) draft_.add(Filter::NoPathMetadata);
  }

  void plan_any() {
    bool granted = book_.whole() == Ruling::Granted;
    Row& any = row(granted ? flag_name(Ruling::Granted, kind_) : std::string(kind_name(kind_)),
        granted ? kAllButSpecial : std::string(asked_words(draft_.needs).broker));
    if (is_open(any)) return;
    if (!granted) {
      any.enforcement = Enforcement::BrokerOnly;
      any.kernel = std::format("nothing: {} may grant any path", asked_words(draft_.needs).who);
      any.remedy = asked_words(draft_.needs).remedy;
      allow("/");
      return;
    }
    plan_root(any);
  }

  void plan_root(Row& all) {
    if (draft_.is_strict()) return plan_folders_of_root(all);
    all.enforcement = Enforcement::Wider;
    all.kernel = "every path; /proc, /dev and /sys are left to the broker";
    all.remedy = "--sandbox=require closes them in the kernel";
    allow("/");
  }

  // SECURITY: the rest of /proc, /dev and /sys is for -A alone ("a grant of /proc opens none of
  // it").
  void plan_special(Row& own, const std::string& path) {
    own.kernel = "/dev/null and the like, as the broker does";
    auto open = [&](std::string_view file) {
      draft_.allow(std::string(file), rights_ & (kReadFile | kWriteFile | kTruncate));
    };
    auto kind = special_file(path);
    if (kind == SpecialFile::Harmless || (kind == SpecialFile::ReadOnly && is_read())) open(path);
    for (std::string_view file : open_special_files()) {
      bool is_fit = is_read() || special_file(file) == SpecialFile::Harmless;
      if (is_fit && is_within(file, path)) open(file);
    }
  }

  // Everything that lies in the root, but for the windows into processes and the machine.
  void plan_folders_of_root(Row& any) {
    any.kernel = "what lies below / now, but for /proc, /dev and /sys; / itself not";
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator("/", failed)) {
      // A link leads to what lies below another of them, or to what is closed.
      bool is_closed = special_file(entry.path().native()) != SpecialFile::None;
      if (!is_closed && !is_link(entry.path())) allow(entry.path());
    }
  }

  Anchor anchor(const std::string& path) const {
    if (!facts(path)) return {nearest_existing(path), Anchor::Fit::Missing};
    // What script may replace is another file afterwards, of which a rule for this one says
    // nothing.
    bool replaces = draft_.policy.write.index().match(path) == Ruling::Granted;
    if (replaces && !stays(path)) return {parent_of(path), Anchor::Fit::Replaceable};
    return {path, Anchor::Fit::Exact};
  }

  // What of it lies in /proc, /dev or /sys.
  static std::optional<std::string> special_path(const PathRule& rule) {
    for (const std::string& path : {rule.written, rule.resolved})
      if (special_file(path) != SpecialFile::None) return path;
    return std::nullopt;
  }

  static std::string given_by_broker(const PathRule& rule) {
    if (special_path(rule)) return "/dev/null and the like; the rest is for -A";
    return rule.resolved == "/" ? kAllButSpecial : "exactly this path and what is below";
  }

  void plan_grant(const PathRule& rule) {
    Row& own = row(flag_text(Ruling::Granted, kind_, rule.written), given_by_broker(rule));
    if (is_open(own)) return;
    if (reach(book_, draft_.needs) == Reach::Any) {
      describe_part_of_whole(own);
      return;
    }
    if (rule.resolved == "/") return plan_root(own);
    if (auto path = special_path(rule)) return plan_special(own, *path);
    Anchor at = anchor(rule.resolved);
    if (draft_.is_strict()) {
      if (at.fit == Anchor::Fit::Missing) {
        own.enforcement = Enforcement::Wider;
        own.kernel = "it does not exist yet, and the kernel's rules are for what exists";
        own.remedy = "create it first, or grant its folder";
        return;
      }
      at = {rule.resolved, Anchor::Fit::Exact};
    }
    describe(own, at);
    allow(at.path);
    if (!is_read() && !draft_.is_strict() && is_link(rule.written))
      plan_link(own, parent_of(rule.written));
  }

  // A link counts as itself too: it may be removed and made again.
  void plan_link(Row& own, const std::string& folder) {
    own.enforcement = Enforcement::Wider;
    own.kernel += std::format("; and all of {}, for it is a link that may be made again", folder);
    own.remedy = "--sandbox=require holds it to where the link leads";
    allow(folder);
  }

  // A path beside a flag for the whole kind, or a question that may lead to one.
  void describe_part_of_whole(Row& own) const {
    if (book_.whole() == Ruling::Granted) {
      own.kernel = std::format("nothing more: {} covers it", flag_name(Ruling::Granted, kind_));
      return;
    }
    auto asked = asked_words(draft_.needs);
    own.enforcement = Enforcement::BrokerOnly;
    own.kernel = std::format("nothing: {} may grant any path", asked.who);
    own.remedy = asked.remedy;
  }

  void allow(const std::string& path) {
    granted_.push_back(path);
    draft_.allow(path, rights_);
  }

  void describe(Row& own, const Anchor& at) const {
    switch (at.fit) {
      case Anchor::Fit::Exact:
        own.kernel = std::string("exactly this can be ") + verb();
        if (!is_read() && draft_.is_strict()) {
          own.kernel += ", but not itself removed or replaced; no modes, owners and times by path";
          tell_of_open_files(own);
        } else if (!is_read()) {
          own.neither = "chmod, chown and utime elsewhere: no rule can hold them to a path";
        } else {
          own.neither = "existence, sizes and times of other paths; watching them";
        }
        break;
      case Anchor::Fit::Missing:
        own.enforcement = Enforcement::Wider;
        own.kernel = "all of " + at.path + ": the path does not exist yet, and a rule needs one";
        own.remedy = "create it first, or grant its folder";
        break;
      case Anchor::Fit::Replaceable:
        own.enforcement = Enforcement::Wider;
        own.kernel = "all of " + at.path + ": it may be removed and made again";
        own.remedy = "--sandbox=require holds it to what is there at the start";
        break;
    }
  }

  // A rule of the kernel grants; it cannot take a part of a grant away.
  void plan_denial(const PathRule& rule, Ruling ruling) {
    bool cuts = std::ranges::any_of(
        granted_, [&](const std::string& root) { return is_within(rule.resolved, root); });
    bool may_run = !is_read() && draft_.policy.run.index().granted().contains(rule.written);
    Row& own = row(flag_text(ruling, kind_, rule.written),
        may_run ? "refuses it: a program that may be started must not be replaced" : "refuses it");
    if (is_open(own)) return;
    if (!cuts) {
      own.kernel = "refuses it: nothing grants it";
      return;
    }
    own.enforcement = Enforcement::BrokerOnly;
    own.kernel = "nothing: Landlock cannot deny a part of what another rule grants";
    own.remedy = "grant the folders beside it, one by one, instead of the one around it";
  }

  Draft& draft_;
  Kind kind_;
  const RuleBook<PathIndex>& book_;
  std::uint64_t rights_;
  std::vector<std::string> granted_;  // to the kernel
};

}  // namespace

std::string nearest_existing(std::string path) {
  while (path != "/" && !facts(path)) path = parent_of(path);
  return path;
}

void plan_files(Draft& draft, Kind kind) { FilePlanner(draft, kind).plan(); }

}  // namespace bailey::permissions::os_sandbox
