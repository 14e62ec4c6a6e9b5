// How files appear in script: shared by the ops that take paths and those that take open files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "runtime/js/convert.h"
#include "runtime/os/file.h"
#include "runtime/os/file_info.h"

namespace bailey::ops {

// A FileInfo as the numbers that bailey:deno/file_info makes an object of, in its order.
using FileNumbers = std::vector<double>;
FileNumbers numbers_of(const os::FileInfo& info);
Result<FileNumbers> numbers_of(Result<os::FileInfo> info);

// [seconds, nanoseconds]
using TimeArgument = std::pair<double, double>;
os::FileTime to_file_time(TimeArgument time);

// A length from script: fractions are cut off, negative numbers and NaN are 0.
std::uint64_t to_file_size(double size);

// A path that script gets to see; InvalidData when it is not UTF-8, for then script could not
// name the file by it.
Result<std::string> script_path(std::string path);

// Deno.OpenOptions as script gives them.
struct OpenArguments {
  bool read = false;
  bool write = false;
  bool append = false;
  bool truncate = false;
  bool create = false;
  bool create_new = false;
  std::optional<std::uint32_t> mode = {};

  static constexpr auto kFields = std::tuple{
      js::field("read", &OpenArguments::read),
      js::field("write", &OpenArguments::write),
      js::field("append", &OpenArguments::append),
      js::field("truncate", &OpenArguments::truncate),
      js::field("create", &OpenArguments::create),
      js::field("createNew", &OpenArguments::create_new),
      js::field("mode", &OpenArguments::mode),
  };

  os::OpenOptions for_os() const {
    return {read, write, append, truncate, create, create_new, mode};
  }
};

}  // namespace bailey::ops
