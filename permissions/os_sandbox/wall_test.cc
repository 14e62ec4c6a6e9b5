// The network and the process behind the wall: the system calls themselves are tried, in a child.
#include "permissions/os_sandbox/wall.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include <cstddef>
#include <thread>

#include "permissions/os_sandbox/sanitized.h"
#include "tests/support/wall_fixture.h"

namespace bailey::permissions::os_sandbox {
namespace {

using namespace bailey::tests;

constexpr int kMptcp = 262;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

const sockaddr* any(const auto& address) { return reinterpret_cast<const sockaddr*>(&address); }

// A listening socket of the parent, outside of every wall.
struct Listener {
  Listener() : fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = loopback(0);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd, any(address), size) == 0);
    REQUIRE(::listen(fd, 8) == 0);
    REQUIRE(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
  }
  ~Listener() { ::close(fd); }
  int fd;
  std::uint16_t port = 0;
};

int try_connect(std::uint16_t port, int protocol = 0) {
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, protocol);
  if (fd < 0) return errno;
  auto address = loopback(port);
  return outcome(::connect(fd, any(address), sizeof address));
}

int try_fast_open(std::uint16_t port) {
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  auto address = loopback(port);
  iovec data{const_cast<char*>("x"), 1};
  msghdr message{};
  message.msg_name = &address;
  message.msg_namelen = sizeof address;
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  mmsghdr many{message, 0};
  int on = 1;
  bool all_refused =
      outcome(::sendto(fd, "x", 1, MSG_FASTOPEN, any(address), sizeof address)) == EPERM &&
      outcome(::sendmsg(fd, &message, MSG_FASTOPEN)) == EPERM &&
      outcome(::sendmmsg(fd, &many, 1, MSG_FASTOPEN)) == EPERM &&
      outcome(::setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on, sizeof on)) == EPERM;
  return all_refused ? EPERM : 0;
}

int try_socket(int family, int type, int protocol = 0) {
  return outcome(::socket(family, type | SOCK_CLOEXEC, protocol));
}

FlagValues net(std::vector<std::string> hosts) {
  return {.net = {.allow = list(std::move(hosts))}};
}

std::string host_port(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

}  // namespace

TEST_SUITE_BEGIN("permissions/os_sandbox/wall");

TEST_CASE_FIXTURE(Wall, "without grants there are no sockets but pairs") {
  if (!has_seccomp()) return;
  for (int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK}) {
    CAPTURE(family);
    CHECK(without_grants([&] { return try_socket(family, SOCK_DGRAM); }) == EPERM);
  }
  CHECK(without_grants([] { return try_socket(AF_INET, SOCK_STREAM); }) == EPERM);
  CHECK(without_grants([] { return try_socket(AF_UNIX, SOCK_STREAM); }) == EPERM);
  CHECK(without_grants([] {
    int pair[2];
    return outcome(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  }) == 0);
}

TEST_CASE_FIXTURE(Wall, "a port that was granted can be reached, another cannot") {
  if (!has_landlock(4)) return;
  Listener granted;
  Listener other;
  auto flags = net({host_port(granted.port)});
  CHECK(with(flags, [&] { return try_connect(granted.port); }) == 0);
  CHECK(with(flags, [&] { return try_connect(other.port); }) == EACCES);
  CHECK(with(flags, [] {
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    return outcome(::bind(fd, any(address), sizeof address));
  }) == EACCES);
}

TEST_CASE_FIXTURE(Wall, "Fast Open reaches no port") {
  if (!has_seccomp()) return;
  Listener granted;
  CHECK(with(net({host_port(granted.port)}), [&] { return try_fast_open(granted.port); }) == EPERM);
  CHECK(with(net({host_port(1)}), [&] { return try_fast_open(granted.port); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "MPTCP and raw sockets are refused") {
  if (!has_seccomp()) return;
  Listener other;
  FlagValues flags{.net = {.allow = kWhole}};
  CHECK(with(flags, [&] { return try_connect(other.port); }) == 0);
  CHECK(with(flags, [&] { return try_connect(other.port, kMptcp); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_INET, SOCK_RAW, IPPROTO_ICMP); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDPLITE); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_PACKET, SOCK_RAW); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_VSOCK, SOCK_STREAM); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_NETLINK, SOCK_RAW); }) == EPERM);
  CHECK(with(flags, [] { return try_socket(AF_INET, SOCK_DGRAM); }) == 0);
}

TEST_CASE_FIXTURE(Wall, "upper bits do not hide an argument") {
  if (!has_seccomp()) return;
  constexpr long kUpper = 1L << 32;
  FlagValues flags{.net = {.allow = kWhole}};
  CHECK(with(flags, [] {
    return outcome(::syscall(SYS_socket, kUpper | AF_INET, SOCK_RAW, IPPROTO_ICMP));
  }) == EPERM);
  CHECK(with(flags, [] {
    return outcome(::syscall(SYS_socket, AF_INET, SOCK_STREAM, kUpper | kMptcp));
  }) == EPERM);
  CHECK(without_grants([] {
    return outcome(::syscall(SYS_socket, kUpper | AF_UNIX, SOCK_STREAM, 0));
  }) == EPERM);
  CHECK(without_grants([] { return outcome(::syscall(SYS_ioctl, 0, kUpper | TIOCSTI, "x")); }) ==
        EPERM);
}

TEST_CASE_FIXTURE(Wall, "UDP is for looking up names, and for nothing else") {
  if (!has_seccomp()) return;
  CHECK(with(net({"127.0.0.1:80"}), [] { return try_socket(AF_INET, SOCK_DGRAM); }) == EPERM);
  CHECK(with(net({"localhost:80"}), [] { return try_socket(AF_INET, SOCK_DGRAM); }) == EPERM);
  CHECK(with(net({"example.com:80"}), [] { return try_socket(AF_INET, SOCK_DGRAM); }) == 0);
}

TEST_CASE_FIXTURE(Wall, "Unix sockets need a grant of their own") {
  if (!has_seccomp()) return;
  CHECK(with(net({"localhost:80"}), [] { return try_socket(AF_UNIX, SOCK_STREAM); }) == EPERM);
  CHECK(with(net({"unix:/run/x.sock"}), [] { return try_socket(AF_UNIX, SOCK_STREAM); }) == 0);
}

TEST_CASE_FIXTURE(Wall, "an abstract Unix socket outside the wall cannot be reached") {
  if (!has_landlock(6)) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string name = "bailey-" + std::to_string(::getpid());
  name.copy(address.sun_path + 1, name.size());
  auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(::bind(listener, any(address), size) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  FlagValues flags{.net = {.allow = kWhole}};
  CHECK(with(flags, [&] {
    return outcome(::connect(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), any(address), size));
  }) == EPERM);
  ::close(listener);
}

TEST_CASE_FIXTURE(Wall, "no program starts and no process is made") {
  if (!has_seccomp()) return;
  char* none[] = {nullptr};
  CHECK(without_grants([&] { return outcome(::execve("/bin/true", none, none)); }) == EPERM);
  CHECK(without_grants([&] {
    return outcome(::syscall(SYS_execveat, AT_FDCWD, "/bin/true", none, none, 0));
  }) == EPERM);
  if (kIsSanitized) return;
  CHECK(without_grants([] {
    auto child = ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (child == 0) ::_exit(0);
    return outcome(child);
  }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "no namespaces, mounts, keys, rings, traces or foreign memory") {
  if (!has_seccomp()) return;
  CHECK(without_grants([] { return outcome(::unshare(CLONE_NEWUSER)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::syscall(SYS_setns, 0, 0)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::syscall(SYS_clone3, nullptr, 0)); }) == ENOSYS);
  CHECK(without_grants([] { return outcome(::syscall(SYS_mount, 0, 0, 0, 0, 0)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::syscall(SYS_keyctl, 0, 0, 0, 0, 0)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::syscall(SYS_bpf, 0, 0, 0)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::syscall(SYS_personality, 0x40000)); }) ==
        (kIsSanitized ? 0 : EPERM));
  CHECK(without_grants([] {
    return outcome(::syscall(SYS_process_vm_writev, ::getppid(), 0, 0, 0, 0, 0));
  }) == EPERM);
  if (kIsSanitized) return;
  CHECK(
      without_grants([] { return outcome(::ptrace(PTRACE_ATTACH, ::getppid(), 0, 0)); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "io_uring cannot be set up") {
  if (!has_seccomp()) return;
  CHECK(without_grants([] { return outcome(::syscall(SYS_io_uring_setup, 1, nullptr)); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "an unknown call does not exist") {
  if (!has_seccomp()) return;
  CHECK(without_grants([] { return outcome(::syscall(999)); }) == ENOSYS);
}

#if defined(__x86_64__)
TEST_CASE_FIXTURE(Wall, "the x32 calls end the process") {
  if (!has_seccomp()) return;
  constexpr long kX32 = 0x40000000;
  CHECK(without_grants([] { return outcome(::syscall(kX32 | SYS_getpid)); }) == 1000 + SIGSYS);
}
#endif

TEST_CASE_FIXTURE(Wall, "other processes get no signal, the process itself does") {
  if (!has_seccomp()) return;
  CHECK(without_grants([] { return outcome(::kill(::getppid(), 0)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::kill(0, 0)); }) == EPERM);
  CHECK(without_grants([] { return outcome(::kill(::getpid(), 0)); }) == 0);
  CHECK(without_grants([]() -> int { std::abort(); }) == 1000 + SIGABRT);
}

TEST_CASE_FIXTURE(Wall, "nothing is typed into the terminal") {
  if (!has_seccomp()) return;
  CHECK(without_grants([] { return outcome(::ioctl(0, TIOCSTI, "x")); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "no line discipline is put on a terminal") {
  if (!has_seccomp()) return;
  int discipline = 0;
  CHECK(without_grants([&] { return outcome(::ioctl(0, TIOCSETD, &discipline)); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "the process is not dumpable and stays so") {
  if (!has_seccomp() || kIsSanitized) return;
  CHECK(without_grants([] { return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }) == 0);
  CHECK(without_grants([] { return outcome(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }) == ENOSYS);
  CHECK(without_grants([] {
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    return static_cast<int>(limit.rlim_max);
  }) == 0);
}

TEST_CASE_FIXTURE(Wall, "capabilities are gone, but for those that a grant needs") {
  auto has = [](int capability) { return ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0); };
  constexpr int kSysAdmin = 21;
  constexpr int kBindService = 10;
  if (::geteuid() != 0 || has(kSysAdmin) != 1) return;
  CHECK(without_grants([&] { return has(kSysAdmin); }) == 0);
  CHECK(without_grants([&] { return has(kBindService); }) == 0);
  CHECK(with(net({"localhost:80"}), [&] { return has(kBindService); }) == 1);
  CHECK(without_grants([] { return outcome(::syscall(SYS_chroot, "/")); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "threads start, and are inside") {
  CHECK(without_grants([&] {
    int found = 0;
    std::thread([&] { found = try_open("/etc/passwd"); }).join();
    return found;
  }) == (features.landlock_abi > 0 ? EACCES : 0));
}

TEST_CASE_FIXTURE(Wall, "a thread from before the wall is bound") {
  if (!has_seccomp()) return;
  auto plan = this->plan();
  CHECK(behind({}, [&] {
    int to_thread[2];
    int found = -1;
    if (::pipe2(to_thread, O_CLOEXEC) != 0) return errno;
    std::thread early([&] {
      char byte = 0;
      if (::read(to_thread[0], &byte, 1) == 1) found = try_socket(AF_INET, SOCK_STREAM);
    });
    if (!build_wall(plan) || ::write(to_thread[1], "x", 1) != 1) ::_exit(254);
    early.join();
    return found;
  }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "a policy without limits, and --sandbox=off, build nothing") {
  CHECK(plan({.allow_all = true}).is_empty());
  mode = SandboxMode::Off;
  CHECK(plan().is_empty());
}

TEST_CASE_FIXTURE(Wall, "programs of --allow-run work in auto as if there were no wall") {
  FlagValues flags{.run = {.allow = list({"true"})}};
  auto open = plan(flags);
  CHECK_FALSE(open.has_landlock());
  CHECK(open.filters.empty());
  CHECK(behind(open, [] { return ::system("true"); }) == 0);
}

TEST_CASE_FIXTURE(Wall, "programs of --allow-run stay inside under require") {
  if (!has_landlock(6)) return;
  mode = SandboxMode::Require;
  FlagValues flags{.run = {.allow = list({"cat"})}};
  auto run = [](std::vector<const char*> arguments) {
    pid_t child = ::fork();
    if (child == 0) {
      int nowhere = ::open("/dev/null", O_WRONLY);
      ::dup2(nowhere, 1);
      ::dup2(nowhere, 2);
      arguments.push_back(nullptr);
      ::execv(arguments.front(), const_cast<char**>(arguments.data()));
      ::_exit(100 + (errno == EACCES ? 1 : 0));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
  };
  CHECK(with(flags, [&] { return run({"/usr/bin/cat", "/dev/null"}); }) == 0);
  CHECK(with(flags, [&] { return run({"/usr/bin/cat", "/etc/passwd"}); }) == 1);
  CHECK(with(flags, [&] { return run({"/usr/bin/true"}); }) == 101);
  CHECK(with(flags, [] { return outcome(::unshare(CLONE_NEWUSER)); }) == EPERM);
  CHECK(with(flags, [] { return outcome(::kill(::getppid(), 0)); }) == EPERM);
}

TEST_CASE_FIXTURE(Wall, "where a prompt is possible only what is denied for good is closed") {
  needs.asked = Asked::Person;
  CHECK(plan().filters.empty());
  CHECK_FALSE(plan().has_landlock());
  if (!has_landlock(4)) return;
  Listener listener;
  FlagValues flags{.write = {.deny = kWhole}, .net = {.deny = kWhole}, .import = {.deny = kWhole}};
  CHECK(with(flags, [&] { return try_connect(listener.port); }) == EPERM);
  CHECK(with(flags, [] { return try_open("/tmp/bailey-never", O_WRONLY | O_CREAT); }) == EACCES);
  CHECK(with(flags, [] { return try_open("/etc/passwd"); }) == 0);
  CHECK(with(flags, [] { return ::system("cat /etc/passwd >/dev/null"); }) == 0);
}

TEST_SUITE_END();

}  // namespace bailey::permissions::os_sandbox
