// Files behind the wall: the system calls themselves are tried, in a child.
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include "permissions/os_sandbox/sanitized.h"
#include "tests/support/wall_fixture.h"

namespace bailey::permissions::os_sandbox {
namespace {

using namespace bailey::tests;

struct Files : Wall {
  Files() {
    ::mkdir((folder / "in").c_str(), 0755);
    ::mkdir((folder / "out").c_str(), 0755);
    write_file(folder / "in/granted");
    write_file(folder / "out/secret");
  }
  TempDir folder;
};

}  // namespace

TEST_SUITE_BEGIN("permissions/os_sandbox/files");

TEST_CASE_FIXTURE(Files, "without grants no file opens and no folder lists") {
  if (!has_landlock(1)) return;
  CHECK(without_grants([&] { return try_open(folder / "in/granted"); }) == EACCES);
  CHECK(without_grants([&] { return try_open(folder.path(), O_RDONLY | O_DIRECTORY); }) == EACCES);
  CHECK(without_grants([&] { return try_open("/proc/self/environ"); }) ==
        (kIsSanitized ? 0 : EACCES));
  CHECK(without_grants([&] { return try_open("/proc/1/environ"); }) == EACCES);
  CHECK(without_grants([&] { return try_open(folder / "new", O_WRONLY | O_CREAT); }) == EACCES);
  CHECK(without_grants([&] { return try_open("/dev/urandom"); }) == 0);
  CHECK(without_grants([&] { return try_open("/dev/null", O_RDWR); }) == 0);
}

TEST_CASE_FIXTURE(Files, "a read grant opens what it names and nothing beside it") {
  if (!has_landlock(1)) return;
  FlagValues flags{.read = {.allow = list({folder / "in"})}};
  CHECK(with(flags, [&] { return try_open(folder / "in/granted"); }) == 0);
  CHECK(with(flags, [&] { return try_open(folder / "in", O_RDONLY | O_DIRECTORY); }) == 0);
  CHECK(with(flags, [&] { return try_open(folder / "out/secret"); }) == EACCES);
  CHECK(with(flags, [&] { return try_open(folder / "in/granted", O_RDWR); }) == EACCES);
  CHECK(with(flags, [&] { return try_open(folder / "in/new", O_WRONLY | O_CREAT); }) == EACCES);
}

TEST_CASE_FIXTURE(Files, "an open folder is no way up") {
  if (!has_landlock(1)) return;
  int fd = ::open((folder / "in").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  CHECK(without_grants([&] {
    return outcome(::openat(fd, "../out/secret", O_RDONLY | O_CLOEXEC));
  }) == EACCES);
  CHECK(without_grants([&] {
    int handle = ::open((folder / "out/secret").c_str(), O_PATH | O_CLOEXEC);
    std::string again = "/proc/self/fd/" + std::to_string(handle);
    return try_open(again);
  }) == EACCES);
  ::close(fd);
}

TEST_CASE_FIXTURE(Files, "a write grant makes and removes files, but no links, pipes or devices") {
  if (!has_landlock(3)) return;
  mode = SandboxMode::Require;
  FlagValues flags{.write = {.allow = list({folder / "in"})}};
  CHECK(with(flags, [&] { return try_open(folder / "in/new", O_WRONLY | O_CREAT); }) == 0);
  CHECK(with(flags, [&] { return outcome(::truncate((folder / "in/new").c_str(), 0)); }) == 0);
  CHECK(with(flags, [&] { return outcome(::unlink((folder / "in/new").c_str())); }) == 0);
  CHECK(with(flags, [&] { return outcome(::mkdir((folder / "in/d").c_str(), 0755)); }) == 0);
  CHECK(with(flags, [&] { return outcome(::rmdir((folder / "in/d").c_str())); }) == 0);
  CHECK(with(flags, [&] { return outcome(::symlink("/etc", (folder / "in/link").c_str())); }) ==
        EACCES);
  CHECK(with(flags, [&] { return outcome(::mkfifo((folder / "in/pipe").c_str(), 0644)); }) != 0);
  CHECK(with(flags, [&] { return outcome(::unlink((folder / "out/secret").c_str())); }) == EACCES);
  CHECK(with(flags, [&] { return outcome(::truncate((folder / "out/secret").c_str(), 0)); }) ==
        EACCES);
  CHECK(with(flags, [&] {
    return outcome(::rename((folder / "out/secret").c_str(), (folder / "in/secret").c_str()));
  }) == EACCES);
  CHECK(with(flags, [&] {
    return outcome(::link((folder / "out/secret").c_str(), (folder / "in/secret").c_str()));
  }) == EXDEV);
}

TEST_CASE_FIXTURE(Files, "modes, owners and times do not change without a write grant") {
  if (!has_seccomp()) return;
  std::string secret = folder / "out/secret";
  CHECK(without_grants([&] { return outcome(::chmod(secret.c_str(), 0777)); }) == EPERM);
  CHECK(without_grants([&] { return outcome(::chown(secret.c_str(), 1, 1)); }) == EPERM);
  CHECK(without_grants(
            [&] { return outcome(::utimensat(AT_FDCWD, secret.c_str(), nullptr, 0)); }) == EPERM);
  CHECK(without_grants([&] { return outcome(::setxattr(secret.c_str(), "user.a", "b", 1, 0)); }) ==
        EPERM);
  FlagValues flags{.read = {.allow = list({secret})}};
  CHECK(with(flags, [&] {
    return outcome(::fchmod(::open(secret.c_str(), O_RDONLY | O_CLOEXEC), 0777));
  }) == EPERM);
  FlagValues writing{.write = {.allow = list({folder / "in"})}};
  CHECK(
      with(writing, [&] { return outcome(::chmod((folder / "in/granted").c_str(), 0600)); }) == 0);
  if (!has_landlock(3)) return;
  mode = SandboxMode::Require;
  CHECK(with(writing, [&] { return outcome(::chmod((folder / "in/granted").c_str(), 0600)); }) ==
        EPERM);
  CHECK(with(writing, [&] {
    int fd = ::open((folder / "in/granted").c_str(), O_WRONLY | O_CLOEXEC);
    return outcome(::futimens(fd, nullptr)) + outcome(::fchmod(fd, 0600));
  }) == 0);
}

TEST_CASE_FIXTURE(Files, "nobody watches files without a read grant") {
  if (!has_seccomp()) return;
  CHECK(without_grants([] { return outcome(::inotify_init1(IN_CLOEXEC)); }) == EPERM);
  FlagValues flags{.read = {.allow = list({folder / "in"})}};
  CHECK(with(flags, [] { return outcome(::inotify_init1(IN_CLOEXEC)); }) == 0);
}

TEST_CASE_FIXTURE(Files, "a granted path that does not exist yet can be made in auto") {
  if (!has_landlock(1)) return;
  std::string path = folder / "in/later";
  FlagValues flags{.read = {.allow = list({path})}, .write = {.allow = list({path})}};
  CHECK(with(flags, [&] {
    int made = try_open(path, O_WRONLY | O_CREAT | O_EXCL);
    return made != 0 ? made : try_open(path);
  }) == 0);
  CHECK(with(flags, [&] { return try_open(folder / "out/secret"); }) == EACCES);
}

TEST_CASE_FIXTURE(Files, "a granted folder can be removed and made again in auto") {
  if (!has_landlock(2)) return;
  std::string path = folder / "in";
  FlagValues flags{.read = {.allow = list({path})}, .write = {.allow = list({path})}};
  CHECK(with(flags, [&] {
    if (int failed = outcome(::unlink((path + "/granted").c_str()))) return failed;
    if (int failed = outcome(::rmdir(path.c_str()))) return failed;
    if (int failed = outcome(::mkdir(path.c_str(), 0755))) return failed;
    if (int failed = try_open(path + "/new", O_WRONLY | O_CREAT)) return failed;
    return try_open(path + "/new");
  }) == 0);
}

TEST_CASE_FIXTURE(Files, "require closes the windows into processes when all may be read") {
  if (!has_landlock(3)) return;
  mode = SandboxMode::Require;
  FlagValues flags{.read = {.allow = kWhole}};
  CHECK(with(flags, [&] { return try_open(folder / "out/secret"); }) == 0);
  CHECK(with(flags, [&] { return try_open("/proc/1/environ"); }) == EACCES);
  CHECK(with(flags, [&] { return try_open("/sys/kernel", O_RDONLY | O_DIRECTORY); }) == EACCES);
}

TEST_CASE_FIXTURE(Files, "what bailey itself needs stays open") {
  if (!has_landlock(1)) return;
  needs.read = {folder / "in"};
  needs.write = {folder / "out"};
  CHECK(without_grants([&] { return try_open(folder / "in/granted"); }) == 0);
  CHECK(without_grants([&] { return try_open(folder / "in/granted", O_WRONLY); }) == EACCES);
  CHECK(without_grants([&] { return try_open(folder / "out/new", O_WRONLY | O_CREAT); }) == 0);
}

TEST_SUITE_END();

}  // namespace bailey::permissions::os_sandbox
