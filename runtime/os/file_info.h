// What the system knows of a file: the fields of Deno.FileInfo.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os {

enum class FileKind : std::uint8_t {
  Other,
  Regular,
  Directory,
  Symlink,
  BlockDevice,
  CharDevice,
  Fifo,
  Socket,
};

FileKind file_kind(mode_t mode);

// Times are milliseconds since the epoch, rounded down; birthtime only where the file system
// keeps it. ctime has whole seconds, as in Deno.
struct FileInfo {
  FileKind kind = FileKind::Other;
  std::uint64_t size = 0;
  std::int64_t mtime = 0;
  std::int64_t atime = 0;
  std::optional<std::int64_t> birthtime = {};
  std::int64_t ctime = 0;
  std::uint64_t dev = 0;
  std::uint64_t ino = 0;
  std::uint32_t mode = 0;
  std::uint64_t nlink = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint64_t rdev = 0;
  std::uint64_t blksize = 0;
  std::uint64_t blocks = 0;
};

// Of the file that the path leads to.
Result<FileInfo> stat(const permissions::ReadGrant& file);
// Of the entry itself, be it a symlink.
Result<FileInfo> lstat(const permissions::ReadEntryGrant& entry);

namespace internal {

// Of an open file, or of `name` in the folder `fd`. Errors show `where`.
Result<FileInfo> stat_at(int fd, const char* name, int flags, std::string_view where);

}  // namespace internal

}  // namespace bailey::os
