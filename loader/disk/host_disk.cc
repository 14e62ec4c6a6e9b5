#include "loader/disk/host_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <format>
#include <utility>

#include "runtime/base/os_error.h"

namespace bailey::loader {
namespace {

class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }
  // The last chance to hear that a delayed write failed.
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<> make_folders(std::string_view folder) {
  std::string path(folder);
  if (path.empty() || ::mkdir(path.c_str(), 0777) == 0 || errno == EEXIST) return {};
  if (errno != ENOENT) return os_failure(errno, std::format("mkdir '{}'", path));
  BAILEY_TRY(make_folders(folder.substr(0, folder.rfind('/'))));
  // Another process may have made it meanwhile.
  if (::mkdir(path.c_str(), 0777) == 0 || errno == EEXIST) return {};
  return os_failure(errno, std::format("mkdir '{}'", path));
}

// A name beside `path` that no other process, thread or earlier call of this one uses.
std::string name_beside(std::string_view path) {
  static std::atomic<std::uint32_t> count{0};
  return std::format("{}.{}-{}.tmp", path, ::getpid(), ++count);
}

}  // namespace

PathKind HostDisk::kind(std::string_view path) {
  struct stat status{};
  if (::stat(std::string(path).c_str(), &status) != 0) return PathKind::Missing;
  if (S_ISREG(status.st_mode)) return PathKind::File;
  return S_ISDIR(status.st_mode) ? PathKind::Folder : PathKind::Other;
}

Result<std::string> HostDisk::read(std::string_view path, std::size_t limit) {
  std::string name(path);
  OpenFile file(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  struct stat status{};
  if (file.fd() < 0 || ::fstat(file.fd(), &status) != 0) return os_failure(errno, "");
  if (S_ISDIR(status.st_mode)) return os_failure(EISDIR, "");
  std::string bytes;
  std::size_t used = 0;
  // One byte more than the size tells the end without a second round; pipes have no size.
  bytes.resize(std::min(limit, static_cast<std::size_t>(status.st_size)) + 1);
  for (;;) {
    ssize_t count = ::read(file.fd(), bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return os_failure(errno, "");
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
    if (used > limit) return fail(ErrorClass::InvalidData, "File too large (os error 27)", "EFBIG");
    if (used == bytes.size()) bytes.resize(bytes.size() * 2 + 4096);
  }
  bytes.resize(used);
  return bytes;
}

Result<> HostDisk::replace(std::string_view path, std::string_view bytes) {
  auto beside = name_beside(path);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
  int fd = ::open(beside.c_str(), kFlags, 0666);
  if (fd < 0 && errno == ENOENT) {
    BAILEY_TRY(make_folders(path.substr(0, path.rfind('/'))));
    fd = ::open(beside.c_str(), kFlags, 0666);
  }
  if (fd < 0) return os_failure(errno, std::format("write '{}'", path));
  OpenFile file(fd);
  if (write_all(file.fd(), bytes) && file.close() &&
      ::rename(beside.c_str(), std::string(path).c_str()) == 0)
    return {};
  int number = errno;
  ::unlink(beside.c_str());
  return os_failure(number, std::format("write '{}'", path));
}

Result<> HostDisk::remove(std::string_view path) {
  if (::unlink(std::string(path).c_str()) == 0 || errno == ENOENT) return {};
  return os_failure(errno, std::format("remove '{}'", path));
}

}  // namespace bailey::loader
