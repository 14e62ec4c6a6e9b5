// Folders: listing, making and removing them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "permissions/grant.h"
#include "runtime/base/result.h"
#include "runtime/os/file_info.h"

namespace bailey::os {

struct DirectoryEntry {
  std::string name;  // bytes, not always UTF-8
  FileKind kind = FileKind::Other;
};

// In the order of the file system, without "." and "..".
Result<std::vector<DirectoryEntry>> read_directory(const permissions::ReadGrant& folder);

inline constexpr std::uint32_t kDefaultFolderMode = 0777;  // before umask

Result<> make_directory(
    const permissions::WriteEntryGrant& entry, std::uint32_t mode = kDefaultFolderMode);
// Makes the missing parents too, and is content with a folder that exists.
Result<> make_directories(
    const permissions::WriteGrant& folder, std::uint32_t mode = kDefaultFolderMode);

// A file, a symlink or an empty folder.
Result<> remove(const permissions::WriteEntryGrant& entry);
// With all that lies below it; symlinks are removed, never followed.
Result<> remove_all(const permissions::WriteTreeGrant& tree);

}  // namespace bailey::os
