#include "runtime/ops/file_convert.h"

#include <simdutf.h>

#include <cmath>
#include <limits>

#include "runtime/os/quoted.h"

namespace bailey::ops {

FileNumbers numbers_of(const os::FileInfo& info) {
  auto number = [](auto value) { return static_cast<double>(value); };
  return {
      number(info.kind),
      number(info.size),
      number(info.mtime),
      number(info.atime),
      info.birthtime ? number(*info.birthtime) : std::numeric_limits<double>::quiet_NaN(),
      number(info.ctime),
      number(info.dev),
      number(info.ino),
      number(info.mode),
      number(info.nlink),
      number(info.uid),
      number(info.gid),
      number(info.rdev),
      number(info.blksize),
      number(info.blocks),
  };
}

Result<FileNumbers> numbers_of(Result<os::FileInfo> info) {
  if (!info) return std::unexpected(std::move(info).error());
  return numbers_of(*info);
}

os::FileTime to_file_time(TimeArgument time) {
  constexpr double kMostSeconds = 9e15;  // what a double still counts exactly
  double seconds = std::isnan(time.first) ? 0 : time.first;
  return {
      .seconds = static_cast<std::int64_t>(std::clamp(seconds, -kMostSeconds, kMostSeconds)),
      .nanoseconds = static_cast<std::uint32_t>(std::clamp(time.second, 0.0, 999'999'999.0)),
  };
}

std::uint64_t to_file_size(double size) {
  constexpr double kMost = 9.2e18;  // what off_t holds
  return size > 0 ? static_cast<std::uint64_t>(std::min(size, kMost)) : 0;
}

Result<std::string> script_path(std::string path) {
  if (simdutf::validate_utf8(path.data(), path.size())) return path;
  return fail(
      ErrorClass::InvalidData, "File name or path " + os::quoted(path) + " is not valid UTF-8");
}

}  // namespace bailey::ops
