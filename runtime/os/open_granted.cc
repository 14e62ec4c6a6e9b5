#include "runtime/os/open_granted.h"

#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"

namespace bailey::os {
namespace internal {
namespace {

template <class Call>
int retry(Call call) {
  for (;;) {
    long result = call();
    if (result >= 0) return static_cast<int>(result);
    if (!should_retry(errno)) return -errno;
  }
}

// A file system that is being changed may ask for another try; give up after a while.
constexpr int kRetriesWhenChanging = 16;

int open_without_links(const char* path, OpenHow how) {
  open_how request{};
  request.flags = static_cast<unsigned>(how.flags);
  request.mode = (how.flags & O_CREAT) != 0 ? how.mode & 07777 : 0;
  // SECURITY: a symlink met now was planted after the policy judged the path; the kernel refuses
  // it. runtime/os/open_granted_test.cc, tests/js/deno/scoped_access_test.js.
  request.resolve = RESOLVE_NO_SYMLINKS;
  int fd = -EAGAIN;
  for (int attempt = 0; fd == -EAGAIN && attempt < kRetriesWhenChanging; ++attempt)
    fd = retry([&] { return ::syscall(SYS_openat2, AT_FDCWD, path, &request, sizeof request); });
  return fd;
}

// Whether `fd` is a file through which the kernel changes processes or the machine. Their usual
// places are the broker's to refuse.
bool is_control(int fd, std::string_view path) {
  struct statfs system{};
  if (path.starts_with("/proc/pressure/") || ::fstatfs(fd, &system) != 0) return false;
  return system.f_type == PROC_SUPER_MAGIC || system.f_type == SYSFS_MAGIC;
}

}  // namespace

int walk_without_links(std::string_view path, OpenHow how) {
  int opened = retry([] { return ::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC); });
  if (opened < 0) return opened;
  OwnedFd folder(opened);
  for (;;) {
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    std::string component(path.substr(0, path.find('/')));
    path.remove_prefix(component.size());
    const char* name = component.empty() ? "." : component.c_str();
    bool last = path.find_first_not_of('/') == std::string_view::npos;
    // O_PATH opens a symlink itself where other modes say ELOOP; asking for a folder says ENOTDIR.
    int flags = last ? how.flags | O_NOFOLLOW : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int fd = retry([&] { return ::openat(folder.get(), name, flags, how.mode); });
    struct stat found{};
    bool is_link =
        (fd >= 0 && (flags & O_PATH) != 0 && ::fstat(fd, &found) == 0 && S_ISLNK(found.st_mode)) ||
        (fd == -ENOTDIR && ::fstatat(folder.get(), name, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(found.st_mode));
    if (is_link) {
      OwnedFd unwanted(fd);
      return -ELOOP;
    }
    if (last || fd < 0) return fd;
    folder = OwnedFd(fd);
  }
}

int open_path(const char* path, permissions::Links links, OpenHow how) {
  how.flags |= O_CLOEXEC;
  if (links == permissions::Links::Follow)
    return retry([&] { return ::open(path, how.flags, how.mode); });
  int fd = open_without_links(path, how);
  return fd == -ENOSYS || fd == -EPERM ? walk_without_links(path, how) : fd;
}

Result<OwnedFd> open_file(const std::string& resolved, const std::string& as_written,
    permissions::Links links, std::optional<int> inherited_pipe, OpenHow how,
    std::string_view where) {
  int fd = -1;
  if (inherited_pipe) {
    fd = retry([&] { return ::fcntl(*inherited_pipe, F_DUPFD_CLOEXEC, 3); });
  } else {
    if (names_a_folder(as_written)) {
      if ((how.flags & O_CREAT) != 0) return os_failure(EISDIR, where);
      how.flags |= O_DIRECTORY;
    }
    fd = open_path(resolved.c_str(), links, how);
  }
  if (fd < 0) return os_failure(-fd, where);
  OwnedFd opened(fd);
  // SECURITY: mem of a /proc that is mounted in a granted folder is the process's own memory, and
  // with it all that the broker keeps ("what controls a process is not written wherever it is
  // mounted").
  bool writes = (how.flags & O_ACCMODE) != O_RDONLY && !inherited_pipe;
  if (writes && links == permissions::Links::Refuse && is_control(fd, resolved))
    return os_failure(EACCES, where);
  return opened;
}

Result<OwnedFd> open_directory(
    const std::string& resolved, permissions::Links links, std::string_view where) {
  int fd = open_path(resolved.c_str(), links, {.flags = O_PATH | O_DIRECTORY});
  if (fd < 0) return os_failure(-fd, where);
  return OwnedFd(fd);
}

}  // namespace internal

bool names_no_entry(std::string_view as_written) {
  std::size_t end = as_written.find_last_not_of('/');
  if (end == std::string_view::npos) return true;
  std::string_view trimmed = as_written.substr(0, end + 1);
  std::string_view last = trimmed.substr(trimmed.rfind('/') + 1);
  return last == "." || last == "..";
}

bool names_a_folder(std::string_view as_written) {
  return as_written.ends_with('/') || as_written.ends_with("/.");
}

}  // namespace bailey::os
