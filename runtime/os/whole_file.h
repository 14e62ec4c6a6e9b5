// Reading and writing a file in one go.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "permissions/grant.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bailey::os {

Result<Bytes> read_file(const permissions::ReadGrant& file);

// The bytes of a file that may have no end. InvalidData, code EFBIG, when it is longer than `limit`
// bytes. Messages name no path.
Result<std::string> read_at_most(const permissions::ReadGrant& file, std::size_t limit);

// read_file when that takes no waiting, for use on the loop's thread: the path and the content
// are in the kernel's caches, and the file is not large. Nothing when it would wait, and for
// every failure, so that read_file can report it.
std::optional<Result<Bytes>> try_read_file_now(const permissions::ReadGrant& file);

enum class WritePlacement : std::uint8_t { Replace, Append };
enum class WriteTarget : std::uint8_t { CreateIfMissing, MustExist, MustNotExist };

struct WriteFileOptions {
  WritePlacement placement = WritePlacement::Replace;
  WriteTarget target = WriteTarget::CreateIfMissing;
  std::optional<std::uint32_t> mode = {};  // given to the file also when it existed before
};

Result<> write_file(const permissions::WriteGrant& file, std::span<const std::uint8_t> bytes,
    const WriteFileOptions& options = {});

}  // namespace bailey::os
