#include "runtime/os/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Listing = std::unique_ptr<DIR, CloseDirectory>;

// Takes the descriptor over.
Listing list(OwnedFd fd) {
  Listing listing(::fdopendir(fd.get()));
  if (listing) (void)fd.release();
  return listing;
}

bool is_dots(const char* name) {
  return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

// The next entry but "." and ".."; null at the end (errno 0) and on failure.
dirent* next_entry(const Listing& listing) {
  for (;;) {
    errno = 0;
    dirent* entry = ::readdir(listing.get());
    if (entry == nullptr || !is_dots(entry->d_name)) return entry;
  }
}

FileKind kind_of(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return file_kind(DTTOIF(entry.d_type));
  // Some file systems do not tell.
  struct stat found{};
  if (::fstatat(folder, entry.d_name, &found, AT_SYMLINK_NOFOLLOW) != 0) return FileKind::Other;
  return file_kind(found.st_mode);
}

// Opens the folder `name`, never through a symlink.
OwnedFd open_folder(int parent, const char* name) {
  return OwnedFd(
      ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

// Removes what lies below one folder, then the folder. Iterative: a hostile tree is deep.
//
// SECURITY: every step works on a descriptor and a single name that may not be a symlink, so a
// folder that is swapped for a link while this runs cannot lead it elsewhere.
// runtime/os/directory_test.cc.
class TreeRemoval {
 public:
  // Returns 0 or an errno.
  int run(int parent, const char* name) {
    if (int error = enter(parent, name); error != 0) return error;
    while (!levels_.empty()) {
      if (int error = step(); error != 0) return error;
    }
    return 0;
  }

 private:
  struct Level {
    Listing listing;
    int parent;
    std::string name;
  };

  int enter(int parent, const char* name) {
    OwnedFd fd = open_folder(parent, name);
    if (!fd) return errno;
    Listing listing = list(std::move(fd));
    if (!listing) return errno;
    levels_.push_back({std::move(listing), parent, name});
    return 0;
  }

  int step() {
    Level& level = levels_.back();
    int folder = ::dirfd(level.listing.get());
    dirent* entry = next_entry(level.listing);
    if (entry == nullptr) return errno != 0 ? errno : leave();
    bool is_folder = kind_of(folder, *entry) == FileKind::Directory;
    if (!is_folder) {
      if (::unlinkat(folder, entry->d_name, 0) == 0 || errno == ENOENT) return 0;
      if (errno != EISDIR) return errno;
    }
    int error = enter(folder, entry->d_name);
    // Somebody else may be removing the same tree.
    return error == ENOENT ? 0 : error;
  }

  int leave() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    level.listing.reset();
    if (::unlinkat(level.parent, level.name.c_str(), AT_REMOVEDIR) == 0) return 0;
    return errno == ENOENT && !levels_.empty() ? 0 : errno;
  }

  std::vector<Level> levels_;
};

}  // namespace

Result<std::vector<DirectoryEntry>> read_directory(const permissions::ReadGrant& folder) {
  auto where = context("readdir", folder.as_written());
  auto fd = BAILEY_TRY(open_granted(folder, {.flags = O_RDONLY | O_DIRECTORY}, where));
  int descriptor = fd.get();
  Listing listing = list(std::move(fd));
  if (!listing) return os_failure(errno, where);
  std::vector<DirectoryEntry> entries;
  while (dirent* entry = next_entry(listing))
    entries.push_back({.name = entry->d_name, .kind = kind_of(descriptor, *entry)});
  if (errno != 0) return os_failure(errno, where);
  return entries;
}

Result<> make_directory(const permissions::WriteEntryGrant& entry, std::uint32_t mode) {
  auto where = context("mkdir", entry.as_written());
  auto folder = BAILEY_TRY(open_parent(entry, where));
  if (::mkdirat(folder.get(), entry_name(entry), mode & 07777) != 0)
    return os_failure(errno, where);
  return {};
}

Result<> make_directories(const permissions::WriteGrant& folder, std::uint32_t mode) {
  auto where = context("mkdir", folder.as_written());
  const std::string& path = folder.resolved();
  // With everything granted the kernel follows links, as it would for mkdir -p.
  int no_follow = folder.links() == permissions::Links::Refuse ? O_NOFOLLOW : 0;
  OwnedFd here(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!here) return os_failure(errno, where);
  for (std::size_t start = 0; start < path.size();) {
    std::size_t end = std::min(path.find('/', start), path.size());
    std::string name = path.substr(start, end - start);
    start = end + 1;
    if (name.empty()) continue;
    int flags = O_PATH | O_DIRECTORY | O_CLOEXEC | no_follow;
    OwnedFd next(::openat(here.get(), name.c_str(), flags));
    bool missing = !next && errno == ENOENT;
    if (missing && ::mkdirat(here.get(), name.c_str(), mode & 07777) != 0 && errno != EEXIST)
      return os_failure(errno, where);
    if (missing) next = OwnedFd(::openat(here.get(), name.c_str(), flags));
    if (!next) {
      int number = errno;
      // Something else has the name of the last part, or a link leads nowhere.
      bool last = start >= path.size();
      if (last && (number == ENOTDIR || (missing && number == ENOENT))) number = EEXIST;
      return os_failure(number, where);
    }
    here = std::move(next);
  }
  return {};
}

Result<> remove(const permissions::WriteEntryGrant& entry) {
  auto where = context("remove", entry.as_written());
  if (names_no_entry(entry.as_written()))
    return os_failure(entry.name().empty() ? EBUSY : EINVAL, where);
  auto folder = BAILEY_TRY(open_parent(entry, where));
  // "link/" means the folder behind the link, which is not what was granted: the kernel refuses.
  std::string name = entry_name(entry);
  if (names_a_folder(entry.as_written())) name += '/';
  struct stat found{};
  if (::fstatat(folder.get(), entry_name(entry), &found, AT_SYMLINK_NOFOLLOW) != 0)
    return os_failure(errno, where);
  int flags = S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0;
  if (::unlinkat(folder.get(), name.c_str(), flags) != 0) return os_failure(errno, where);
  return {};
}

Result<> remove_all(const permissions::WriteTreeGrant& tree) {
  const auto& entry = tree.entry();
  auto where = context("remove", entry.as_written());
  if (names_no_entry(entry.as_written()))
    return os_failure(entry.name().empty() ? EBUSY : EINVAL, where);
  auto folder = BAILEY_TRY(open_parent(entry, where));
  struct stat found{};
  if (::fstatat(folder.get(), entry_name(entry), &found, AT_SYMLINK_NOFOLLOW) != 0)
    return os_failure(errno, where);
  if (!S_ISDIR(found.st_mode)) return remove(entry);
  int error = TreeRemoval().run(folder.get(), entry_name(entry));
  if (error != 0) return os_failure(error, where);
  return {};
}

}  // namespace bailey::os
