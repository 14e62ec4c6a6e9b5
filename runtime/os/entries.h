// Files and folders as named things: their attributes, their names, their links.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "permissions/grant.h"
#include "runtime/base/result.h"
#include "runtime/os/file.h"

namespace bailey::os {

// Of the file the path leads to. Only the twelve permission bits of `mode` count.
Result<> chmod(const permissions::WriteGrant& file, std::uint32_t mode);
// Nothing keeps the owner or the group as it is.
Result<> chown(const permissions::WriteGrant& file, std::optional<std::uint32_t> uid,
    std::optional<std::uint32_t> gid);
Result<> utime(
    const permissions::WriteGrant& file, FileTime access_time, FileTime modification_time);
Result<> truncate(const permissions::WriteGrant& file, std::uint64_t size);

// Of the entry itself, be it a symlink.
Result<> lchown(const permissions::WriteEntryGrant& entry, std::optional<std::uint32_t> uid,
    std::optional<std::uint32_t> gid);
Result<> lutime(
    const permissions::WriteEntryGrant& entry, FileTime access_time, FileTime modification_time);

// Moves an entry with all that lies below it, replacing what `to` names.
Result<> rename(const permissions::ReadWriteTreeGrant& from, const permissions::WriteTreeGrant& to);
// Another name for the same file. A symlink gets another name itself.
Result<> link(
    const permissions::ReadWriteEntryGrant& from, const permissions::ReadWriteEntryGrant& to);
// A symlink whose text is `target`, which nobody judges: hence its own kind of grant.
Result<> symlink(std::string_view target, const permissions::SymlinkGrant& link);
Result<std::string> read_link(const permissions::ReadEntryGrant& link);
// The absolute path with every symlink followed.
Result<std::string> real_path(const permissions::ReadGrant& file);

}  // namespace bailey::os
