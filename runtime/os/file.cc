#include "runtime/os/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

using permissions::Access;

template <class Call>
auto retry(Call call) {
  auto result = call();
  while (result < 0 && should_retry(errno)) result = call();
  return result;
}

int open_flags(const OpenOptions& options) {
  bool writes = options.write || options.append;
  int flags = !writes ? O_RDONLY : options.read ? O_RDWR : O_WRONLY;
  if (options.append) flags |= O_APPEND;
  if (options.truncate) flags |= O_TRUNC;
  if (options.create) flags |= O_CREAT;
  if (options.create_new) flags |= O_CREAT | O_EXCL;
  return flags;
}

timespec to_timespec(FileTime time) {
  return {.tv_sec = time.seconds, .tv_nsec = static_cast<long>(time.nanoseconds)};
}

std::unexpected<Error> not_opened_for(std::string_view what) {
  return fail(ErrorClass::NotCapable, std::string("the file was not opened for ").append(what));
}

bool waits_for_others(int fd) {
  struct stat found{};
  return ::fstat(fd, &found) == 0 &&
         (S_ISFIFO(found.st_mode) || S_ISSOCK(found.st_mode) || S_ISCHR(found.st_mode));
}

}  // namespace

Result<> check(const OpenOptions& options) {
  bool writes = options.write || options.append;
  if (!options.read && !options.writes())
    return fail(ErrorClass::Error, "'options' requires at least one option to be true");
  if (!options.write && options.truncate)
    return fail(ErrorClass::Error, "'truncate' option requires 'write' to be true");
  if ((options.create || options.create_new) && !writes)
    return fail(ErrorClass::Error,
        "'create' or 'createNew' options require 'write' or 'append' to be true");
  return {};
}

template <Access A>
Result<std::shared_ptr<File>> File::open_as(
    const permissions::FileGrant<A>& grant, const OpenOptions& options) {
  BAILEY_TRY(check(options));
  auto where = context("open", grant.as_written());
  // SECURITY: what is opened must not exceed what was judged. runtime/os/file_test.cc.
  if ((options.read && A == Access::Write) || (options.writes() && A == Access::Read))
    return fail(ErrorClass::TypeError, "the open options ask for more than was granted");
  if (options.append && options.truncate && !options.create_new)
    return fail(ErrorClass::TypeError,
        "creating or truncating a file requires write or append access: " + where, "EINVAL");
  auto fd = BAILEY_TRY(open_granted(
      grant, {.flags = open_flags(options), .mode = options.mode.value_or(0666)}, where));
  auto file = std::make_shared<File>(std::move(fd), A, grant.resolved());
  file->charge_to(grant.budget());
  return file;
}

Result<std::shared_ptr<File>> File::open(
    const permissions::ReadGrant& grant, const OpenOptions& options) {
  return open_as(grant, options);
}
Result<std::shared_ptr<File>> File::open(
    const permissions::WriteGrant& grant, const OpenOptions& options) {
  return open_as(grant, options);
}
Result<std::shared_ptr<File>> File::open(
    const permissions::ReadWriteGrant& grant, const OpenOptions& options) {
  return open_as(grant, options);
}

File::File(OwnedFd fd, Access access) : File(std::move(fd), access, std::string()) {}

File::File(OwnedFd fd, Access access, std::string path)
    : fd_(std::make_shared<const OwnedFd>(std::move(fd))),
      access_(access),
      path_(std::move(path)),
      may_wait_(waits_for_others(fd_->get())) {}

File::File(OwnedFd fd, Access access, TerminalGate* gate) : File(std::move(fd), access) {
  gate_ = gate;
}

Result<std::shared_ptr<const OwnedFd>> File::descriptor() const {
  std::lock_guard lock(mutex_);
  if (!fd_) return fail(ErrorClass::BadResource, "Bad resource ID");
  return fd_;
}

// SECURITY: what is typed as the answer to a question is not script's to read, and is not taken
// from what script was sent; tests/spec/permissions/prompt.
ssize_t File::read_terminal(int fd, std::span<std::uint8_t> into) const {
  pollfd keys{fd, POLLIN, 0};
  for (;;) {
    if (::poll(&keys, 1, -1) < 0) return -1;
    auto passed = gate_->pass();
    if (::poll(&keys, 1, 0) > 0) return ::read(fd, into.data(), into.size());
  }
}

Result<std::size_t> File::read(std::span<std::uint8_t> into) const {
  auto fd = BAILEY_TRY(descriptor());
  if (into.empty()) return 0;
  ssize_t count = retry([&] {
    if (gate_ != nullptr) return read_terminal(fd->get(), into);
    return ::read(fd->get(), into.data(), into.size());
  });
  if (count < 0) return os_failure(errno, "");
  return static_cast<std::size_t>(count);
}

Result<std::size_t> File::write(std::span<const std::uint8_t> bytes) const {
  auto fd = BAILEY_TRY(descriptor());
  if (budget_ != nullptr) budget_->spend(bytes.size());
  std::unique_lock<std::mutex> passed;
  if (gate_ != nullptr) passed = gate_->pass();
  ssize_t count = retry([&] { return ::write(fd->get(), bytes.data(), bytes.size()); });
  if (count < 0) return os_failure(errno, "");
  return static_cast<std::size_t>(count);
}

Result<std::uint64_t> File::seek(std::int64_t offset, SeekFrom whence) const {
  auto fd = BAILEY_TRY(descriptor());
  constexpr int kWhence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
  off_t position = ::lseek(fd->get(), offset, kWhence[static_cast<std::size_t>(whence)]);
  if (position < 0) return os_failure(errno, "");
  return static_cast<std::uint64_t>(position);
}

Result<> File::truncate(std::uint64_t size) const {
  auto fd = BAILEY_TRY(descriptor());
  if (retry([&] { return ::ftruncate(fd->get(), static_cast<off_t>(size)); }) != 0)
    return os_failure(errno, "");
  return {};
}

Result<> File::sync() const {
  auto fd = BAILEY_TRY(descriptor());
  if (retry([&] { return ::fsync(fd->get()); }) != 0) return os_failure(errno, "");
  return {};
}

Result<> File::sync_data() const {
  auto fd = BAILEY_TRY(descriptor());
  if (retry([&] { return ::fdatasync(fd->get()); }) != 0) return os_failure(errno, "");
  return {};
}

// SECURITY: a descriptor opened for writing alone tells nothing about the file, one opened for
// reading alone does not let its times be changed. runtime/os/file_test.cc.
Result<FileInfo> File::stat() const {
  auto fd = BAILEY_TRY(descriptor());
  if (!readable()) return not_opened_for("reading");
  return internal::stat_at(fd->get(), "", AT_EMPTY_PATH, "");
}

Result<FileInfo> File::stat(const permissions::ReadGrant& leave) const {
  auto fd = BAILEY_TRY(descriptor());
  if (leave.resolved() != path_) return not_opened_for("reading");
  return internal::stat_at(fd->get(), "", AT_EMPTY_PATH, "");
}

Result<> File::utime(FileTime access_time, FileTime modification_time) const {
  auto fd = BAILEY_TRY(descriptor());
  if (!writable()) return not_opened_for("writing");
  timespec times[] = {to_timespec(access_time), to_timespec(modification_time)};
  if (::futimens(fd->get(), times) != 0) return os_failure(errno, "");
  return {};
}

Result<> File::utime(
    const permissions::WriteGrant& leave, FileTime access_time, FileTime modification_time) const {
  auto fd = BAILEY_TRY(descriptor());
  if (leave.resolved() != path_) return not_opened_for("writing");
  timespec times[] = {to_timespec(access_time), to_timespec(modification_time)};
  if (::futimens(fd->get(), times) != 0) return os_failure(errno, "");
  return {};
}

Result<> File::lock(LockKind kind) const {
  auto fd = BAILEY_TRY(descriptor());
  int operation = kind == LockKind::Exclusive ? LOCK_EX : LOCK_SH;
  if (retry([&] { return ::flock(fd->get(), operation); }) != 0) return os_failure(errno, "");
  return {};
}

Result<bool> File::try_lock(LockKind kind) const {
  auto fd = BAILEY_TRY(descriptor());
  int operation = (kind == LockKind::Exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB;
  if (retry([&] { return ::flock(fd->get(), operation); }) == 0) return true;
  if (errno == EWOULDBLOCK) return false;
  return os_failure(errno, "");
}

Result<> File::unlock() const {
  auto fd = BAILEY_TRY(descriptor());
  if (retry([&] { return ::flock(fd->get(), LOCK_UN); }) != 0) return os_failure(errno, "");
  return {};
}

bool File::is_terminal() const {
  auto fd = descriptor();
  return fd && ::isatty((*fd)->get()) == 1;
}

Result<> File::close() {
  std::lock_guard lock(mutex_);
  if (!fd_) return fail(ErrorClass::BadResource, "Bad resource ID");
  fd_.reset();
  return {};
}

}  // namespace bailey::os
