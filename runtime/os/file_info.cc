#include "runtime/os/file_info.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>

#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

std::int64_t milliseconds(const statx_timestamp& time) {
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

FileKind file_kind(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return FileKind::Regular;
    case S_IFDIR:
      return FileKind::Directory;
    case S_IFLNK:
      return FileKind::Symlink;
    case S_IFBLK:
      return FileKind::BlockDevice;
    case S_IFCHR:
      return FileKind::CharDevice;
    case S_IFIFO:
      return FileKind::Fifo;
    case S_IFSOCK:
      return FileKind::Socket;
    default:
      return FileKind::Other;
  }
}

namespace internal {

Result<FileInfo> stat_at(int fd, const char* name, int flags, std::string_view where) {
  struct statx found{};
  if (::statx(fd, name, flags, STATX_BASIC_STATS | STATX_BTIME, &found) != 0)
    return os_failure(errno, where);
  FileInfo info;
  info.kind = file_kind(found.stx_mode);
  info.size = found.stx_size;
  info.mtime = milliseconds(found.stx_mtime);
  info.atime = milliseconds(found.stx_atime);
  if ((found.stx_mask & STATX_BTIME) != 0) info.birthtime = milliseconds(found.stx_btime);
  info.ctime = found.stx_ctime.tv_sec * 1000;
  info.dev = makedev(found.stx_dev_major, found.stx_dev_minor);
  info.ino = found.stx_ino;
  info.mode = found.stx_mode;
  info.nlink = found.stx_nlink;
  info.uid = found.stx_uid;
  info.gid = found.stx_gid;
  info.rdev = makedev(found.stx_rdev_major, found.stx_rdev_minor);
  info.blksize = found.stx_blksize;
  info.blocks = found.stx_blocks;
  return info;
}

}  // namespace internal

Result<FileInfo> stat(const permissions::ReadGrant& file) {
  auto where = context("stat", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_PATH}, where));
  return internal::stat_at(fd.get(), "", AT_EMPTY_PATH, where);
}

Result<FileInfo> lstat(const permissions::ReadEntryGrant& entry) {
  auto where = context("lstat", entry.as_written());
  auto folder = BAILEY_TRY(open_parent(entry, where));
  return internal::stat_at(folder.get(), entry_name(entry), AT_SYMLINK_NOFOLLOW, where);
}

}  // namespace bailey::os
