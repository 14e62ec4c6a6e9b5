#include "runtime/os/copy_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

// Returns 0 or an errno.
int copy_by_hand(int from, int to, permissions::WriteBudget* budget) {
  std::array<std::uint8_t, 64 * 1024> block;
  for (;;) {
    ssize_t count = ::read(from, block.data(), block.size());
    if (count < 0 && should_retry(errno)) continue;
    if (count <= 0) return count < 0 ? errno : 0;
    if (budget != nullptr) budget->spend(static_cast<std::size_t>(count));
    for (ssize_t done = 0; done < count;) {
      ssize_t written = ::write(to, block.data() + done, static_cast<std::size_t>(count - done));
      if (written < 0 && !should_retry(errno)) return errno;
      if (written > 0) done += written;
    }
  }
}

// In the kernel where it can; by hand where it cannot (other file systems, old kernels, and files
// of /proc, for which the kernel copies nothing and says so by 0).
int copy_content(int from, int to, permissions::WriteBudget* budget) {
  // How much the kernel copied is known afterwards, and is spent before.
  if (budget != nullptr) return copy_by_hand(from, to, budget);
  constexpr std::size_t kAtOnce = std::size_t{1} << 30;
  bool copied = false;
  for (;;) {
    ssize_t count = ::copy_file_range(from, nullptr, to, nullptr, kAtOnce, 0);
    if (count > 0) {
      copied = true;
      continue;
    }
    if (count == 0 && copied) return 0;
    if (count < 0 && should_retry(errno)) continue;
    bool unsupported = count == 0 || errno == EXDEV || errno == EINVAL || errno == ENOSYS ||
                       errno == EOPNOTSUPP || errno == EBADF || errno == EPERM || errno == EIO;
    return unsupported ? copy_by_hand(from, to, budget) : errno;
  }
}

}  // namespace

Result<> copy_file(const permissions::ReadGrant& from, const permissions::WriteGrant& to) {
  auto where = context("copy", from.as_written(), to.as_written());
  // Not waiting for the writer of a pipe, which cannot be copied anyway.
  auto reader = BAILEY_TRY(open_granted(from, {.flags = O_RDONLY | O_NONBLOCK}, where));
  struct stat found{};
  if (::fstat(reader.get(), &found) != 0) return os_failure(errno, where);
  if (!S_ISREG(found.st_mode))
    return fail(ErrorClass::TypeError,
        "the source path is neither a regular file nor a symlink to a regular file: " + where,
        "EINVAL");
  mode_t mode = found.st_mode & 07777;
  // Not truncating yet: `to` may be the same file.
  auto writer = BAILEY_TRY(open_granted(to, {.flags = O_WRONLY | O_CREAT, .mode = mode}, where));
  struct stat existing{};
  if (::fstat(writer.get(), &existing) != 0) return os_failure(errno, where);
  if (existing.st_dev == found.st_dev && existing.st_ino == found.st_ino)
    return fail(ErrorClass::TypeError,
        "Source and destination paths refer to the same file: " + where, "EINVAL");
  if (S_ISREG(existing.st_mode) &&
      (::ftruncate(writer.get(), 0) != 0 || ::fchmod(writer.get(), mode) != 0))
    return os_failure(errno, where);
  if (int error = copy_content(reader.get(), writer.get(), to.budget()); error != 0)
    return os_failure(error, where);
  return {};
}

}  // namespace bailey::os
