#include "runtime/os/disk_paths.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstring>
#include <deque>
#include <filesystem>

#include "permissions/lexical_path.h"
#include "runtime/base/os_error.h"
#include "runtime/os/environment.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

constexpr int kMaxLinks = 40;  // as many as the kernel follows

// The target of the symlink at `path`, or nothing when there is none.
std::optional<std::string> link_target(const std::string& path) {
  char target[PATH_MAX];
  ssize_t size = ::readlink(path.c_str(), target, sizeof target);
  if (size <= 0 || size == static_cast<ssize_t>(sizeof target)) return std::nullopt;
  return std::string(target, static_cast<std::size_t>(size));
}

// The links below /proc/<pid> lead where their text cannot say (a pipe, a deleted file, another
// mount namespace). They stay unfollowed, and opening refuses them.
bool holds_magic_links(const std::string& folder) {
  constexpr ino_t kProcRoot = 1;
  struct statfs system{};
  struct stat found{};
  return ::statfs(folder.c_str(), &system) == 0 && system.f_type == PROC_SUPER_MAGIC &&
         ::stat(folder.c_str(), &found) == 0 && found.st_ino != kProcRoot;
}

void push_front(std::deque<std::string>& components, std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  components.insert(components.begin(), parts.begin(), parts.end());
}

void append(std::string& folder, std::string_view component) {
  if (component == "..") {
    folder.resize(std::max<std::size_t>(folder.rfind('/'), 1));
    return;
  }
  if (!folder.ends_with('/')) folder += '/';
  folder += component;
}

std::string follow_links(std::string_view path) {
  std::deque<std::string> ahead;
  push_front(ahead, path);
  std::string resolved = "/";
  int followed = 0;
  while (!ahead.empty()) {
    std::string component = std::move(ahead.front());
    ahead.pop_front();
    std::string next = resolved;
    append(next, component);
    auto target = component == ".." || followed == kMaxLinks ? std::nullopt : link_target(next);
    if (!target || holds_magic_links(resolved)) {
      resolved = std::move(next);
      continue;
    }
    ++followed;
    push_front(ahead, *target);
    if (target->starts_with('/')) resolved = "/";
  }
  return resolved;
}

bool is_executable_file(const std::string& path) {
  struct stat found{};
  return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
         ::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) == 0;
}

}  // namespace

DiskPaths::DiskPaths() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", error)) {
    std::string name = entry.path().filename();
    int fd = -1;
    std::from_chars(name.data(), name.data() + name.size(), fd);
    struct stat found{};
    // The folder that is being listed has a descriptor as well.
    bool is_own = (::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
    if (fd <= 2 || ::fstat(fd, &found) != 0) continue;
    if (S_ISFIFO(found.st_mode)) {
      inherited_pipes_.push_back(fd);
    } else if (!is_own) {
      inherited_others_.push_back(fd);
    }
  }
}

Result<std::string> DiskPaths::resolve(std::string_view path) const {
  // One call answers for most paths: any other failure than meeting a link comes after the last
  // component that could have been one.
  std::string text(path);
  int fd = internal::open_path(text.c_str(), permissions::Links::Refuse, {.flags = O_PATH});
  if (fd >= 0) ::close(fd);
  if (fd != -ELOOP) return text;
  return follow_links(path);
}

Result<std::string> DiskPaths::resolve_entry(std::string_view path) const {
  auto [parent, name] = permissions::split_last(path);
  std::string resolved = BAILEY_TRY(resolve(parent));
  if (!name.empty()) append(resolved, name);
  return resolved;
}

Result<std::string> DiskPaths::current_directory() const {
  std::unique_ptr<char, decltype(&std::free)> path(::getcwd(nullptr, 0), &std::free);
  if (!path) return os_failure(errno, "");
  // A folder outside of the process's root; see getcwd(3).
  if (path.get()[0] != '/') return os_failure(ENOENT, "");
  return std::string(path.get());
}

bool DiskPaths::is_inherited_pipe(int fd) const {
  return std::ranges::find(inherited_pipes_, fd) != inherited_pipes_.end();
}

std::optional<std::string> DiskPrograms::find(
    std::string_view name, std::optional<std::string_view> search_path) const {
  std::string folders;
  if (search_path) {
    folders = *search_path;
  } else if (auto value = environment_.get(path_); value && *value) {
    folders = **value;
  }
  if (name.empty() || name.contains('\0')) return std::nullopt;
  for (std::size_t start = 0; start <= folders.size();) {
    std::size_t end = std::min(folders.find(':', start), folders.size());
    std::string folder = folders.substr(start, end - start);
    start = end + 1;
    // An empty entry would mean the working directory, which script can change.
    if (folder.empty()) continue;
    std::string candidate = std::move(folder);
    if (!candidate.starts_with('/')) {
      std::error_code error;
      candidate = std::filesystem::absolute(candidate, error).string();
    }
    append(candidate, name);
    if (is_executable_file(candidate)) return permissions::normalise("/", candidate);
  }
  return std::nullopt;
}

}  // namespace bailey::os
