#include "runtime/os/entries.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <format>
#include <memory>

#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

constexpr auto kUnchanged = static_cast<std::uint32_t>(-1);  // chown(2)

struct Times {
  Times(FileTime access, FileTime modification)
      : both{to_timespec(access), to_timespec(modification)} {}
  static timespec to_timespec(FileTime time) {
    return {.tv_sec = time.seconds, .tv_nsec = static_cast<long>(time.nanoseconds)};
  }
  timespec both[2];
};

// Where the process can name an open descriptor by path, for calls that take no descriptor.
std::string path_of(const OwnedFd& fd) { return std::format("/proc/self/fd/{}", fd.get()); }

}  // namespace

Result<> chmod(const permissions::WriteGrant& file, std::uint32_t mode) {
  auto where = context("chmod", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_PATH}, where));
  mode &= 07777;
  long done = ::syscall(SYS_fchmodat2, fd.get(), "", mode, AT_EMPTY_PATH);
  // Kernels before 6.6 change the mode of an O_PATH descriptor only through /proc.
  if (done != 0 && (errno == ENOSYS || errno == EPERM)) done = ::chmod(path_of(fd).c_str(), mode);
  if (done != 0) return os_failure(errno, where);
  return {};
}

Result<> chown(const permissions::WriteGrant& file, std::optional<std::uint32_t> uid,
    std::optional<std::uint32_t> gid) {
  auto where = context("chown", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_PATH}, where));
  if (::fchownat(fd.get(), "", uid.value_or(kUnchanged), gid.value_or(kUnchanged), AT_EMPTY_PATH) !=
      0)
    return os_failure(errno, where);
  return {};
}

Result<> utime(
    const permissions::WriteGrant& file, FileTime access_time, FileTime modification_time) {
  auto where = context("utime", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_PATH}, where));
  Times times(access_time, modification_time);
  int done = ::utimensat(fd.get(), "", times.both, AT_EMPTY_PATH);
  // Kernels before 5.8 do not know AT_EMPTY_PATH here.
  if (done != 0 && errno == EINVAL)
    done = ::utimensat(AT_FDCWD, path_of(fd).c_str(), times.both, 0);
  if (done != 0) return os_failure(errno, where);
  return {};
}

Result<> truncate(const permissions::WriteGrant& file, std::uint64_t size) {
  // Not waiting for the reader of a pipe, which cannot be truncated anyway.
  auto where = context("truncate", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_WRONLY | O_NONBLOCK}, where));
  if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0) return os_failure(errno, where);
  return {};
}

Result<> lchown(const permissions::WriteEntryGrant& entry, std::optional<std::uint32_t> uid,
    std::optional<std::uint32_t> gid) {
  auto where = context("lchown", entry.as_written());
  auto folder = BAILEY_TRY(open_parent(entry, where));
  if (::fchownat(folder.get(), entry_name(entry), uid.value_or(kUnchanged),
          gid.value_or(kUnchanged), AT_SYMLINK_NOFOLLOW) != 0)
    return os_failure(errno, where);
  return {};
}

Result<> lutime(
    const permissions::WriteEntryGrant& entry, FileTime access_time, FileTime modification_time) {
  auto where = context("lutime", entry.as_written());
  auto folder = BAILEY_TRY(open_parent(entry, where));
  Times times(access_time, modification_time);
  if (::utimensat(folder.get(), entry_name(entry), times.both, AT_SYMLINK_NOFOLLOW) != 0)
    return os_failure(errno, where);
  return {};
}

Result<> rename(
    const permissions::ReadWriteTreeGrant& from, const permissions::WriteTreeGrant& to) {
  auto where = context("rename", from.entry().as_written(), to.entry().as_written());
  if (names_no_entry(from.entry().as_written()) || names_no_entry(to.entry().as_written()))
    return os_failure(EBUSY, where);
  auto old_folder = BAILEY_TRY(open_parent(from.entry(), where));
  auto new_folder = BAILEY_TRY(open_parent(to.entry(), where));
  if (::renameat(old_folder.get(), entry_name(from.entry()), new_folder.get(),
          entry_name(to.entry())) != 0)
    return os_failure(errno, where);
  return {};
}

Result<> link(
    const permissions::ReadWriteEntryGrant& from, const permissions::ReadWriteEntryGrant& to) {
  auto where = context("link", from.as_written(), to.as_written());
  auto old_folder = BAILEY_TRY(open_parent(from, where));
  auto new_folder = BAILEY_TRY(open_parent(to, where));
  if (::linkat(old_folder.get(), entry_name(from), new_folder.get(), entry_name(to), 0) != 0)
    return os_failure(errno, where);
  return {};
}

Result<> symlink(std::string_view target, const permissions::SymlinkGrant& link) {
  auto where = context("symlink", target, link.entry().as_written());
  if (target.contains('\0'))
    return fail(
        ErrorClass::TypeError, "file name contained an unexpected NUL byte: " + where, "EINVAL");
  auto folder = BAILEY_TRY(open_parent(link.entry(), where));
  if (::symlinkat(std::string(target).c_str(), folder.get(), entry_name(link.entry())) != 0)
    return os_failure(errno, where);
  return {};
}

Result<std::string> read_link(const permissions::ReadEntryGrant& link) {
  auto where = context("readlink", link.as_written());
  auto folder = BAILEY_TRY(open_parent(link, where));
  char target[PATH_MAX];
  ssize_t size = ::readlinkat(folder.get(), entry_name(link), target, sizeof target);
  if (size < 0) return os_failure(errno, where);
  return std::string(target, static_cast<std::size_t>(size));
}

Result<std::string> real_path(const permissions::ReadGrant& file) {
  auto where = context("realpath", file.as_written());
  auto fd = BAILEY_TRY(open_granted(file, {.flags = O_PATH}, where));
  // What could be opened without meeting a symlink has its real path already.
  if (file.links() == permissions::Links::Refuse && !file.inherited_pipe()) return file.resolved();
  std::unique_ptr<char, decltype(&std::free)> real(
      ::realpath(file.resolved().c_str(), nullptr), &std::free);
  if (!real) return os_failure(errno, where);
  return std::string(real.get());
}

}  // namespace bailey::os
