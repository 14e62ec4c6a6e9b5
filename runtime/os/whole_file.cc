#include "runtime/os/whole_file.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

constexpr std::size_t kFirstBlock = 16 * 1024;
// Copying this much out of the page cache takes about 20 microseconds.
constexpr off_t kMaxReadOnLoop = 256 * 1024;

std::unexpected<Error> out_of_memory() {
  return fail(ErrorClass::RangeError, "Array buffer allocation failed");
}

// Reads to the end. `expected` is the size the system tells; files of /proc and pipes tell 0.
Result<Bytes> read_to_end(int fd, std::size_t expected, std::string_view where) {
  // One byte more: a read that leaves it empty has met the end of the file.
  Bytes bytes(expected == 0 ? kFirstBlock : expected + 1);
  if (bytes.empty()) return out_of_memory();
  std::size_t size = 0;
  for (;;) {
    if (size == bytes.size() && !bytes.resize(bytes.size() * 2)) return out_of_memory();
    ssize_t count = ::read(fd, bytes.data() + size, bytes.size() - size);
    if (count < 0 && should_retry(errno)) continue;
    if (count < 0) return os_failure(errno, where);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (expected != 0 && size == expected) break;
  }
  bytes.resize(size);
  return bytes;
}

// Opens without waiting for the disk, or not at all.
OwnedFd open_cached(const permissions::ReadGrant& file, int flags) {
  open_how how{};
  how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_CACHED;
  // SECURITY: as in open_granted.cc. runtime/os/whole_file_test.cc.
  if (file.links() == permissions::Links::Refuse) how.resolve |= RESOLVE_NO_SYMLINKS;
  long fd = ::syscall(SYS_openat2, AT_FDCWD, file.resolved().c_str(), &how, sizeof how);
  return OwnedFd(static_cast<int>(fd));
}

}  // namespace

Result<std::string> read_at_most(const permissions::ReadGrant& file, std::size_t limit) {
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_RDONLY | O_NOCTTY}, ""));
  std::string bytes(std::min(limit, kFirstBlock) + 1, '\0');
  std::size_t used = 0;
  for (;;) {
    ssize_t count = ::read(fd.get(), bytes.data() + used, bytes.size() - used);
    if (count < 0 && should_retry(errno)) continue;
    if (count < 0) return os_failure(errno, "");
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
    if (used > limit) return fail(ErrorClass::InvalidData, "File too large (os error 27)", "EFBIG");
    if (used == bytes.size()) bytes.resize(bytes.size() * 2);
  }
  bytes.resize(used);
  return bytes;
}

Result<Bytes> read_file(const permissions::ReadGrant& file) {
  auto where = context("readfile", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_RDONLY}, where));
  struct stat found{};
  if (::fstat(fd.get(), &found) != 0) return os_failure(errno, where);
  std::size_t expected = S_ISREG(found.st_mode) ? static_cast<std::size_t>(found.st_size) : 0;
  return read_to_end(fd.get(), expected, where);
}

std::optional<Result<Bytes>> try_read_file_now(const permissions::ReadGrant& file) {
  if (file.inherited_pipe() || names_a_folder(file.as_written())) return std::nullopt;
  // Opening a pipe or a device does something to it, so look first.
  OwnedFd place = open_cached(file, O_PATH);
  struct stat found{};
  if (!place || ::fstat(place.get(), &found) != 0 || !S_ISREG(found.st_mode) ||
      found.st_size > kMaxReadOnLoop)
    return std::nullopt;
  OwnedFd fd = open_cached(file, O_RDONLY | O_NONBLOCK);
  if (!fd) return std::nullopt;
  // The byte more tells apart a file that ends here from one that says 0 and has content.
  Bytes bytes(static_cast<std::size_t>(found.st_size) + 1);
  if (bytes.empty()) return std::nullopt;
  iovec block{.iov_base = bytes.data(), .iov_len = bytes.size()};
  ssize_t count = ::preadv2(fd.get(), &block, 1, 0, RWF_NOWAIT);
  if (count != found.st_size) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(count));
  return bytes;
}

Result<> write_file(const permissions::WriteGrant& file, std::span<const std::uint8_t> bytes,
    const WriteFileOptions& options) {
  int flags = O_WRONLY;
  flags |= options.placement == WritePlacement::Append ? O_APPEND : O_TRUNC;
  if (options.target != WriteTarget::MustExist) flags |= O_CREAT;
  if (options.target == WriteTarget::MustNotExist) flags |= O_EXCL;
  auto where = context("writefile", file.as_written());
  auto fd =
      BAILEY_TRY(open_granted(file, {.flags = flags, .mode = options.mode.value_or(0666)}, where));
  if (options.mode && ::fchmod(fd.get(), *options.mode & 07777) != 0)
    return os_failure(errno, where);
  if (file.budget() != nullptr) file.budget()->spend(bytes.size());
  while (!bytes.empty()) {
    ssize_t count = ::write(fd.get(), bytes.data(), bytes.size());
    if (count < 0 && should_retry(errno)) continue;
    if (count < 0) return os_failure(errno, where);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace bailey::os
