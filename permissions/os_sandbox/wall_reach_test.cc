// Roundabout ways past the wall: descriptors without rights, files without a path, other ABIs.
#include <asm/sockios.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/xattr.h>

#include <cstddef>

#include "permissions/os_sandbox/sanitized.h"
#include "tests/support/wall_fixture.h"

namespace bailey::permissions::os_sandbox {
namespace {

using namespace bailey::tests;

struct Reach : Wall {
  Reach() {
    ::mkdir((folder / "in").c_str(), 0755);
    write_file(folder / "in/granted");
    write_file(folder / "secret");
  }
  FlagValues writing() const {
    return {.read = {.allow = list({folder / "in"})}, .write = {.allow = list({folder / "in"})}};
  }
  TempDir folder;
};

// A socket with a path, outside of every wall; it takes datagrams.
struct Mailbox {
  explicit Mailbox(const std::string& path)
      : fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(fd, at(), sizeof address) == 0);
  }
  ~Mailbox() { ::close(fd); }
  const sockaddr* at() const { return reinterpret_cast<const sockaddr*>(&address); }
  bool has_mail() const {
    char byte = 0;
    return ::recv(fd, &byte, 1, 0) == 1;
  }
  int fd;
  sockaddr_un address{};
};

// Posts through one end of a pair; 0 when something may have arrived.
int post_through_pair(int type, const Mailbox& to) {
  int pair[2];
  if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair) != 0) return errno;
  (void)::sendto(pair[0], "x", 1, MSG_DONTWAIT, to.at(), sizeof to.address);
  (void)::connect(pair[1], to.at(), sizeof to.address);
  (void)::send(pair[1], "x", 1, MSG_DONTWAIT);
  return 0;
}

// Runs a copy of `program` that lies in memory alone: by descriptor, then by its name in /proc.
int run_from_memory(const char* program) {
  int from = ::open(program, O_RDONLY | O_CLOEXEC);
  int memory = ::memfd_create("program", 0);
  if (from < 0 || memory < 0) return errno;
  char block[4096];
  for (ssize_t count; (count = ::read(from, block, sizeof block)) > 0;)
    if (::write(memory, block, static_cast<std::size_t>(count)) != count) return errno;
  char* none[] = {nullptr};
  auto name = "/proc/self/fd/" + std::to_string(memory);
  (void)::syscall(SYS_execveat, memory, "", none, none, AT_EMPTY_PATH);
  return outcome(::execve(name.c_str(), none, none));
}

}  // namespace

TEST_SUITE_BEGIN("permissions/os_sandbox/reach");

TEST_CASE_FIXTURE(Reach, "a descriptor that opens nothing is no way in") {
  if (!has_landlock(3)) return;
  mode = SandboxMode::Require;
  std::string secret = folder / "secret";
  auto handle = [](const std::string& path, int flags = 0) {
    return ::open(path.c_str(), O_PATH | O_CLOEXEC | flags);
  };
  CHECK(with(writing(), [&] {
    return outcome(::openat(handle(folder.path(), O_DIRECTORY), "secret", O_RDONLY | O_CLOEXEC));
  }) == EACCES);
  CHECK(with(writing(), [&] {
    open_how how{.flags = O_RDONLY | O_CLOEXEC, .mode = 0, .resolve = RESOLVE_BENEATH};
    return outcome(
        ::syscall(SYS_openat2, handle(folder.path(), O_DIRECTORY), "secret", &how, sizeof how));
  }) == EACCES);
  auto link = [&](int flags) {
    return with(writing(), [&] {
      int fd = handle(secret);
      std::string name = flags == AT_EMPTY_PATH ? "" : "/proc/self/fd/" + std::to_string(fd);
      auto target = folder / "in/linked";
      return outcome(::linkat(
          flags == AT_EMPTY_PATH ? fd : AT_FDCWD, name.c_str(), AT_FDCWD, target.c_str(), flags));
    });
  };
  for (int flags : {AT_EMPTY_PATH, AT_SYMLINK_FOLLOW}) {
    CAPTURE(flags);
    CHECK(link(flags) != 0);
    CHECK(::access((folder / "in/linked").c_str(), F_OK) != 0);
  }
}

TEST_CASE_FIXTURE(Reach, "the process's own memory is no file to write") {
  if (!has_landlock(1)) return;
  CHECK(without_grants([] { return try_open("/proc/self/mem", O_RDWR); }) == EACCES);
  CHECK(with({.read = {.allow = kWhole}}, [] { return try_open("/proc/self/mem", O_WRONLY); }) ==
        EACCES);
}

TEST_CASE_FIXTURE(Reach, "a pair of sockets leads nowhere else") {
  if (!has_seccomp()) return;
  Mailbox box(folder / "mail");
  for (int type : {SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RAW}) {
    CAPTURE(type);
    CHECK(without_grants([&] { return post_through_pair(type, box); }) == EPERM);
  }
  CHECK(without_grants([&] { return post_through_pair(SOCK_STREAM, box); }) == 0);
  CHECK_FALSE(box.has_mail());
  CHECK(behind({}, [&] { return post_through_pair(SOCK_DGRAM, box); }) == 0);
  CHECK(box.has_mail());
}

TEST_CASE_FIXTURE(Reach, "a Unix socket outside is not reached by path") {
  if (!has_seccomp()) return;
  Mailbox box(folder / "mail");
  CHECK(with({.net = {.allow = list({"127.0.0.1:80"})}}, [&] {
    int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return fd < 0 ? errno : outcome(::connect(fd, box.at(), sizeof box.address));
  }) == EPERM);
}

TEST_CASE_FIXTURE(Reach, "a file in memory is no program") {
  if (!has_landlock(6) || !has_seccomp()) return;
  FlagValues flags{.read = {.allow = list({"/usr/bin/true"})}};
  CHECK(with(flags, [] { return run_from_memory("/usr/bin/true"); }) == EPERM);
  mode = SandboxMode::Require;
  flags.run.allow = list({"cat"});
  CHECK(with(flags, [] { return run_from_memory("/usr/bin/true"); }) == ENOSYS);
  CHECK(behind({}, [] { return run_from_memory("/usr/bin/true"); }) == 0);
}

TEST_CASE_FIXTURE(Reach, "newer ways to change modes and attributes are closed as well") {
  if (!has_seccomp()) return;
  std::string secret = folder / "secret";
  constexpr long kFchmodat2 = 452;
  constexpr long kSetxattrat = 463;
  constexpr long kOpenTreeAttr = 467;
  constexpr long kFileSetattr = 469;
  for (long number : {kFchmodat2, kSetxattrat, kOpenTreeAttr, kFileSetattr}) {
    CAPTURE(number);
    int found = without_grants(
        [&] { return outcome(::syscall(number, AT_FDCWD, secret.c_str(), 0777, 0, 0, 0)); });
    CHECK((found == EPERM || found == ENOSYS));
  }
  CHECK(without_grants([&] { return outcome(::removexattr(secret.c_str(), "user.a")); }) == EPERM);
  CHECK(without_grants([&] {
    return outcome(::syscall(SYS_name_to_handle_at, AT_FDCWD, secret.c_str(), 0, 0, 0));
  }) == EPERM);
}

TEST_CASE_FIXTURE(Reach, "no file system is asked to change what a file is") {
  if (!has_seccomp()) return;
  std::string secret = folder / "secret";
  auto set_flags = [&] {
    int fd = ::open(secret.c_str(), O_RDONLY | O_CLOEXEC);
    int flags = FS_NODUMP_FL;
    return fd < 0 ? errno : outcome(::ioctl(fd, FS_IOC_SETFLAGS, &flags));
  };
  auto set_attributes = [&] {
    int fd = ::open(secret.c_str(), O_RDONLY | O_CLOEXEC);
    fsxattr attributes{};
    attributes.fsx_xflags = FS_XFLAG_NODUMP;
    return fd < 0 ? errno : outcome(::ioctl(fd, FS_IOC_FSSETXATTR, &attributes));
  };
  FlagValues flags{.read = {.allow = list({secret})}};
  CHECK(with(flags, set_flags) == ENOSYS);
  CHECK(with(flags, set_attributes) == ENOSYS);
  if (!has_landlock(6)) return;
  mode = SandboxMode::Require;
  flags.run.allow = list({"cat"});
  CHECK(with(flags, set_flags) == EPERM);
  CHECK(with(flags, set_attributes) == EPERM);
}

TEST_CASE_FIXTURE(Reach, "no descriptor signals another process") {
  if (!has_seccomp()) return;
  auto own_to_parent = [](int command) {
    return [=] {
      int ends[2];
      if (::pipe2(ends, O_CLOEXEC) != 0) return errno;
      f_owner_ex owner{F_OWNER_PID, ::getppid()};
      if (command == F_SETOWN_EX) return outcome(::fcntl(ends[0], command, &owner));
      return outcome(::fcntl(ends[0], command, command == F_SETSIG ? SIGKILL : ::getppid()));
    };
  };
  for (int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG}) {
    CAPTURE(command);
    CHECK(without_grants(own_to_parent(command)) == EPERM);
    CHECK(behind({}, own_to_parent(command)) == 0);
  }
  for (unsigned long command : {FIOSETOWN, SIOCSPGRP}) {
    CAPTURE(command);
    CHECK(with({.net = {.allow = kWhole}}, [&] {
      int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      pid_t parent = ::getppid();
      return fd < 0 ? errno : outcome(::ioctl(fd, command, &parent));
    }) != 0);
  }
}

TEST_CASE_FIXTURE(Reach, "limits, processors and shared memory of other processes are theirs") {
  if (!has_landlock(6) || !has_seccomp()) return;
  auto limit = [](pid_t of) {
    rlimit now{};
    return outcome(::prlimit(of, RLIMIT_NOFILE, nullptr, &now));
  };
  cpu_set_t processors;
  REQUIRE(::sched_getaffinity(0, sizeof processors, &processors) == 0);
  auto bind_to = [&](pid_t who) {
    return outcome(::sched_setaffinity(who, sizeof processors, &processors));
  };
  CHECK(without_grants([&] { return bind_to(::getppid()); }) == EPERM);
  CHECK(without_grants([&] { return bind_to(0); }) == 0);
  mode = SandboxMode::Require;
  FlagValues flags{.run = {.allow = list({"cat"})}};
  if (!kIsSanitized) CHECK(with(flags, [&] { return limit(::getppid()); }) == EPERM);
  CHECK(with(flags, [&] { return limit(0); }) == 0);
  CHECK(with(flags, [] { return outcome(::setpriority(PRIO_PROCESS, ::getppid(), 19)); }) == EPERM);
  CHECK(with(flags, [] { return outcome(::shmget(IPC_PRIVATE, 4096, 0600)); }) == EPERM);
  CHECK(with(flags, [] { return outcome(::semget(IPC_PRIVATE, 1, 0600)); }) == EPERM);
  CHECK(with(flags, [] { return outcome(::msgget(IPC_PRIVATE, 0600)); }) == EPERM);
  CHECK(with(flags, [] { return outcome(::syscall(SYS_mq_unlink, "none")); }) == EPERM);
}

#if defined(__x86_64__)
TEST_CASE_FIXTURE(Reach, "the calls of 32-bit programs end the process") {
  if (!has_seccomp()) return;
  int found = without_grants([] {
    int number = 20;  // getpid
    asm volatile("int $0x80" : "+a"(number) : : "r8", "r9", "r10", "r11", "memory");
    return number > 0 ? 1 : 2;
  });
  // A kernel without such calls takes the instruction for a fault.
  CHECK((found == 1000 + SIGSYS || found == 1000 + SIGSEGV));
}
#endif

TEST_SUITE_END();

}  // namespace bailey::permissions::os_sandbox
