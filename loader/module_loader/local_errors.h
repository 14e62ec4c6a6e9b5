// Why a local module could not be read, in Deno's words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "loader/disk/disk.h"
#include "runtime/base/result.h"

namespace bailey::loader {

enum class Suggest : std::uint8_t {
  Nothing,     // to a program that may not know what else is on the disk
  NearbyFile,  // `Maybe add a '.ts' extension …`
};

// The error for the module at `url`, which is the file at `path`, whose reading ended in `cause`.
Error local_error(
    std::string_view url, std::string_view path, const Error& cause, Suggest suggest, Disk& disk);

// The file that --sloppy-imports takes for the one at `path`, when there is none.
std::optional<std::string> sloppy_target(std::string_view path, Disk& disk);

// The error for a module of more than `limit` bytes.
Error too_large(std::string_view url, std::size_t limit);

}  // namespace bailey::loader
