// An open file in script's hands: Deno.FsFile.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "permissions/grant.h"
#include "runtime/base/result.h"
#include "runtime/os/file_info.h"
#include "runtime/os/owned_fd.h"
#include "runtime/os/terminal_gate.h"

namespace bailey::os {

// Deno.OpenOptions. Which of read and write are wanted decides which grant open() needs.
struct OpenOptions {
  bool read = false;
  bool write = false;
  bool append = false;
  bool truncate = false;
  bool create = false;
  bool create_new = false;
  std::optional<std::uint32_t> mode = {};  // of a file that is created

  bool writes() const { return write || append || truncate || create || create_new; }
};

// Error when the options contradict each other, with Deno's text.
Result<> check(const OpenOptions& options);

// A moment for utime.
struct FileTime {
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
};

enum class SeekFrom : std::uint8_t { Start, Current, End };
enum class LockKind : std::uint8_t { Shared, Exclusive };

// Thread: any; operations in flight keep the descriptor when the file is closed meanwhile. After
// close() every operation fails with BadResource.
class File {
 public:
  // The options may not ask for more than the grant allows: that is a TypeError.
  static Result<std::shared_ptr<File>> open(
      const permissions::ReadGrant& grant, const OpenOptions& options);
  static Result<std::shared_ptr<File>> open(
      const permissions::WriteGrant& grant, const OpenOptions& options);
  static Result<std::shared_ptr<File>> open(
      const permissions::ReadWriteGrant& grant, const OpenOptions& options);

  // A descriptor that bailey made itself, such as a pipe's end.
  File(OwnedFd fd, permissions::Access access);
  File(OwnedFd fd, permissions::Access access, std::string path);
  // A terminal; `gate`, when there is one, must outlive it.
  File(OwnedFd fd, permissions::Access access, TerminalGate* gate);
  // From now on writes are spent from `budget`, which must outlive the file; may be null. Before
  // script has it.
  void charge_to(permissions::WriteBudget* budget) { budget_ = budget; }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // The number of bytes read into `into`; 0 at the end, or when `into` is empty.
  Result<std::size_t> read(std::span<std::uint8_t> into) const;
  // The number of bytes written: all of them unless a pipe or a full disk gets in the way.
  Result<std::size_t> write(std::span<const std::uint8_t> bytes) const;
  // The new position.
  Result<std::uint64_t> seek(std::int64_t offset, SeekFrom whence) const;
  Result<> truncate(std::uint64_t size) const;
  Result<> sync() const;
  Result<> sync_data() const;

  // Only of a file opened for reading; for another, ask again with leave to read path().
  Result<FileInfo> stat() const;
  Result<FileInfo> stat(const permissions::ReadGrant& leave) const;
  // The same for writing.
  Result<> utime(FileTime access_time, FileTime modification_time) const;
  Result<> utime(
      const permissions::WriteGrant& leave, FileTime access_time, FileTime modification_time) const;

  // Waits for other holders. Locks are flock(2)'s: they belong to the open file.
  Result<> lock(LockKind kind) const;
  Result<bool> try_lock(LockKind kind) const;
  Result<> unlock() const;

  bool is_terminal() const;
  Result<> close();

  permissions::Access access() const { return access_; }
  bool readable() const { return access_ != permissions::Access::Write; }
  bool writable() const { return access_ != permissions::Access::Read; }
  // Absolute; empty for descriptors that never had a path.
  const std::string& path() const { return path_; }
  // Whether reading may wait for somebody else: a pipe, a socket or a terminal.
  bool may_wait() const { return may_wait_; }

  // The descriptor, kept open as long as the caller holds it; BadResource once closed.
  Result<std::shared_ptr<const OwnedFd>> descriptor() const;

 private:
  template <permissions::Access A>
  static Result<std::shared_ptr<File>> open_as(
      const permissions::FileGrant<A>& grant, const OpenOptions& options);
  ssize_t read_terminal(int fd, std::span<std::uint8_t> into) const;

  mutable std::mutex mutex_;
  // Shared with the operations in flight: closing under one would let its number be reused.
  std::shared_ptr<const OwnedFd> fd_;
  permissions::Access access_;
  std::string path_;
  bool may_wait_ = false;
  permissions::WriteBudget* budget_ = nullptr;  // what write() spends from; may be none
  TerminalGate* gate_ = nullptr;                // of a standard stream that is a terminal
};

}  // namespace bailey::os
