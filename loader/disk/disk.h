// The disk as the loader uses it for bailey's own files: deno.json, lock file, cache.
//
// What script asks for never comes this way: that is read with a grant, through GraphFiles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::loader {

enum class PathKind : std::uint8_t { Missing, File, Folder, Other };

// Paths are absolute. Errors are those of os_error: `No such file or directory (os error 2)` with
// the errno's name as code.
class Disk {
 public:
  virtual ~Disk() = default;

  // What is at `path`, links followed. Missing also for what cannot be looked at.
  virtual PathKind kind(std::string_view path) = 0;

  // The whole file. InvalidData, code EFBIG, when it is longer than `limit` bytes.
  virtual Result<std::string> read(std::string_view path, std::size_t limit) = 0;

  // Puts `bytes` at `path` at once or not at all: written beside it, then renamed over it. Makes
  // the folders that are missing. A failure leaves what was there before, and nothing new.
  virtual Result<> replace(std::string_view path, std::string_view bytes) = 0;

  // Takes the file away; no error when there is none.
  virtual Result<> remove(std::string_view path) = 0;
};

}  // namespace bailey::loader
