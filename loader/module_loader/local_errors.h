// Why a local module could not be read, in Deno's words.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "loader/disk/disk.h"
#include "runtime/base/result.h"

namespace bailey::loader {

// What is at a path, for whoever may know of it: Missing to everybody else.
using KindShown = std::function<PathKind(const std::string& path)>;

// The error for the module at `url`, which is the file at `path`, whose reading ended in `cause`.
// Suggests what is shown beside it: `Maybe add a '.ts' extension …`.
Error local_error(
    std::string_view url, std::string_view path, const Error& cause, const KindShown& shown);

// The file that --sloppy-imports takes for the one at `path`, when that is not shown itself.
std::optional<std::string> sloppy_target(const std::string& path, const KindShown& shown);

// The error for a module of more than `limit` bytes.
Error too_large(std::string_view url, std::size_t limit);

}  // namespace bailey::loader
