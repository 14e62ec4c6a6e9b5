#include "runtime/net/socket_file.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "permissions/lexical_path.h"
#include "runtime/base/os_error.h"

namespace bailey::net {

Result<PinnedPath> PinnedPath::open(const std::string& path, What what) {
  if (path.contains('\0'))
    return fail(ErrorClass::TypeError, "paths must not contain interior null bytes");
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC | (what == What::Folder ? O_DIRECTORY : 0);
  // SECURITY: the broker followed every link, so one met now was put there after the check
  // (test: "a link put in a socket's way after the check is refused").
  how.resolve = RESOLVE_NO_SYMLINKS;
  long fd = ::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how);
  if (fd < 0) return os_failure(errno, "");
  return PinnedPath(static_cast<int>(fd));
}

PinnedPath::~PinnedPath() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::unique_ptr<SocketFile>> SocketFile::bind(
    Acceptor& acceptor, const permissions::UnixGrant& grant) {
  auto [parent, name] = permissions::split_last(grant.resolved());
  auto folder = BAILEY_TRY(PinnedPath::open(std::string(parent), PinnedPath::What::Folder));
  auto address = BAILEY_TRY(unix_endpoint(folder.proc_path() + "/" + std::string(name)));
  boost::system::error_code error;
  acceptor.bind(address, error);
  if (error) return std::unexpected(socket_error(error));
  return std::unique_ptr<SocketFile>(new SocketFile(std::move(folder), std::string(name)));
}

SocketFile::SocketFile(PinnedPath folder, std::string name)
    : folder_(std::move(folder)), name_(std::move(name)) {
  struct stat made{};
  if (::fstatat(folder_.fd(), name_.c_str(), &made, AT_SYMLINK_NOFOLLOW) != 0) return;
  device_ = made.st_dev;
  inode_ = made.st_ino;
}

SocketFile::~SocketFile() {
  struct stat now{};
  if (::fstatat(folder_.fd(), name_.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (now.st_dev == device_ && now.st_ino == inode_) ::unlinkat(folder_.fd(), name_.c_str(), 0);
}

}  // namespace bailey::net
