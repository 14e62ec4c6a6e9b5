#include "runtime/os/append_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {

Result<AppendFile> AppendFile::open(const permissions::WriteGrant& file) {
  auto where = context("open", file.as_written());
  return AppendFile(
      BAILEY_TRY(open_granted(file, {.flags = O_WRONLY | O_APPEND | O_CREAT}, where)));
}

Result<> AppendFile::append(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
    if (count < 0 && should_retry(errno)) continue;
    if (count < 0) return os_failure(errno, {});
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace bailey::os
