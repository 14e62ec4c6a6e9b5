#include "permissions/os_sandbox/filter_tables.h"

#include <asm/sockios.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include "permissions/os_sandbox/call_lists.h"
#include "permissions/os_sandbox/sanitized.h"

namespace bailey::permissions::os_sandbox {
namespace {

constexpr std::uint32_t kRefuse = SCMP_ACT_ERRNO(EPERM);
constexpr std::uint32_t kDoesNotExist = SCMP_ACT_ERRNO(ENOSYS);
constexpr std::uint32_t kAllow = SCMP_ACT_ALLOW;

// The kernel looks at the lower half of an int argument and never at the upper.
// SECURITY: comparing all 64 bits lets a refused value pass with an upper bit set ("upper bits do
// not hide an argument").
constexpr std::uint64_t kIntMask = 0xffffffff;

scmp_arg_cmp equals(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}
scmp_arg_cmp int_equals(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, kIntMask, value};
}
scmp_arg_cmp bits_equal(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}
scmp_arg_cmp differs(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_NE, value, 0};
}
scmp_arg_cmp above(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_GT, value, 0};
}

void answer_all(FilterTable& table, std::span<const char* const> calls, std::uint32_t action) {
  for (const char* call : calls) table.rules.push_back({action, call});
}

constexpr std::uint64_t kNamespaceFlags[] = {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS,
    CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET};

// What prctl(2) may still do: nothing that makes the process dumpable again.
constexpr std::uint64_t kProcessControls[] = {PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE,
    PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS, PR_SET_NO_NEW_PRIVS, PR_GET_SECCOMP, PR_SET_TIMERSLACK,
    PR_GET_TIMERSLACK, PR_GET_SPECULATION_CTRL, PR_GET_THP_DISABLE, 0x53564d41 /* PR_SET_VMA */,
    0x41555856 /* PR_GET_AUXV */, PR_GET_TAGGED_ADDR_CTRL, PR_SET_TAGGED_ADDR_CTRL};

// LeakSanitizer stops the process from one of its own making, by ptrace.
constexpr const char* kSanitizerCalls[] = {
    "ptrace", "clone", "prctl", "prlimit64", "personality", "process_vm_readv", "tkill"};

bool is_for_sanitizers(std::string_view call) {
  return kIsSanitized && std::ranges::contains(kSanitizerCalls, call);
}

// Threads, but no processes and no namespaces. clone3() keeps its flags in memory, where a filter
// cannot look: it does not exist, and the C library falls back to clone().
void allow_threads(FilterTable& table) {
  std::uint64_t namespaces = 0;
  for (std::uint64_t flag : kNamespaceFlags) namespaces |= flag;
  table.rules.push_back(
      {kAllow, "clone", {bits_equal(0, CLONE_THREAD | namespaces, CLONE_THREAD)}});
  table.rules.push_back({kRefuse, "clone", {bits_equal(0, CLONE_THREAD, 0)}});
}

// SECURITY: a file system does by ioctl() what Landlock never sees, for a file that is open to
// read: it changes attributes, seals for good, makes and removes volumes ("no file system is asked
// to change what a file is").
constexpr std::uint64_t kIoctlType = 0xff00;
constexpr std::uint64_t kOfTerminals = 0x5400;
constexpr std::uint64_t kOfSockets = 0x8900;
constexpr std::uint64_t kOfFileSystems[] = {0x6600, 0x5800, 0x7600};

// All that bailey has use for.
void allow_ioctls(FilterTable& table) {
  for (std::uint64_t type : {kOfTerminals, kOfSockets})
    table.rules.push_back({kAllow, "ioctl", {bits_equal(1, kIoctlType, type)}});
}

// Programs may clone ranges of files, for which the target is open to write.
void refuse_file_system_ioctls(FilterTable& table) {
  for (std::uint64_t type : kOfFileSystems)
    table.rules.push_back({kRefuse, "ioctl", {bits_equal(1, kIoctlType, type)}});
  constexpr std::uint64_t kClone = 0x9409;  // FICLONE, and with bit 2 FICLONERANGE
  for (std::uint64_t bit : {0x01, 0x02, 0x08, 0x10, 0x20, 0x40, 0x80})
    table.rules.push_back(
        {kRefuse, "ioctl", {bits_equal(1, kIoctlType | bit, (kClone & (kIoctlType | bit)) ^ bit)}});
}

// SECURITY: before ABI 6 Landlock lets a descriptor signal whom it is told to ("no descriptor
// signals another process").
void refuse_signals_of_descriptors(FilterTable& table) {
  for (const char* call : {"fcntl", "fcntl64"}) {
    for (std::uint64_t command : {F_SETOWN, F_SETOWN_EX, F_SETSIG})
      table.rules.push_back({kRefuse, call, {int_equals(1, command)}});
  }
  for (std::uint64_t command : {FIOSETOWN, SIOCSPGRP})
    table.rules.push_back({kRefuse, "ioctl", {int_equals(1, command)}});
}

// What the process may do to itself only.
void allow_on_itself(FilterTable& table) {
  for (const char* call : {"kill", "tgkill"}) {
    table.rules.push_back({kAllow, call, {equals(0, kOwnProcess)}});
    table.rules.push_back({kRefuse, call, {differs(0, kOwnProcess)}});
  }
  table.rules.push_back({kAllow, "setpriority", {equals(0, PRIO_PROCESS), equals(1, 0)}});
  table.rules.push_back({kRefuse, "setpriority", {equals(0, PRIO_PROCESS), differs(1, 0)}});
  table.rules.push_back({kAllow, "sched_setaffinity", {equals(0, 0)}});
  table.rules.push_back({kRefuse, "sched_setaffinity", {differs(0, 0)}});
  if (kIsSanitized) return;
  table.rules.push_back({kAllow, "prlimit64", {equals(0, 0)}});
  table.rules.push_back({kRefuse, "prlimit64", {differs(0, 0)}});
}

// SECURITY: an allow-list: a call that a later kernel adds does not exist ("an unknown call does
// not exist").
FilterTable sealed() {
  FilterTable table{kDoesNotExist, {}};
  answer_all(table, plain_calls(), kAllow);
  if constexpr (kIsSanitized) {
    answer_all(table, kSanitizerCalls, kAllow);
  } else {
    allow_threads(table);
    for (std::uint64_t control : kProcessControls)
      table.rules.push_back({kAllow, "prctl", {equals(0, control)}});
  }
  allow_on_itself(table);
  allow_ioctls(table);
  for (auto calls : {dangerous_calls(), path_metadata_calls(), fd_metadata_calls()}) {
    for (std::string_view call : calls) {
      if (std::ranges::contains(plain_calls(), call) || is_for_sanitizers(call)) continue;
      table.rules.push_back({kRefuse, call.data()});
    }
  }
  for (const char* call : {"execve", "execveat", "fork", "vfork"})
    table.rules.push_back({kRefuse, call});
  return table;
}

FilterTable dangerous() {
  FilterTable table{kAllow, {}};
  for (const char* call : dangerous_calls()) {
    if (is_for_sanitizers(call)) continue;
    table.rules.push_back({kRefuse, call});
  }
  for (std::uint64_t flag : kNamespaceFlags)
    table.rules.push_back({kRefuse, "clone", {bits_equal(0, flag, flag)}});
  table.rules.push_back({kDoesNotExist, "clone3"});
  refuse_file_system_ioctls(table);
  // Other processes' limits and priorities. A thread's processors are named by its own number.
  if (!kIsSanitized) table.rules.push_back({kRefuse, "prlimit64", {differs(0, 0)}});
  for (const char* call : {"setpriority", "ioprio_set"})
    table.rules.push_back({kRefuse, call, {differs(1, 0)}});
  // SECURITY: Landlock has no rules for files without a path, so that one could be run which nobody
  // granted ("a file in memory is no program").
  constexpr std::uint64_t kNeverRuns = 8;  // MFD_NOEXEC_SEAL
  table.rules.push_back({kDoesNotExist, "memfd_create", {bits_equal(1, kNeverRuns, 0)}});
  return table;
}

// TCP and UDP over IP, Unix sockets, and the routing socket that lists network interfaces.
// SECURITY: Landlock takes MPTCP, SCTP, raw and packet sockets for none of its business ("MPTCP and
// raw sockets are refused").
void refuse_odd_sockets(FilterTable& table) {
  auto refuse = [&](std::vector<scmp_arg_cmp> conditions) {
    table.rules.push_back({kRefuse, "socket", std::move(conditions)});
  };
  for (std::uint64_t family = 0; family < AF_NETLINK; ++family) {
    if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
      refuse({int_equals(0, family)});
  }
  refuse({above(0, AF_NETLINK)});
  refuse({int_equals(0, AF_NETLINK), above(2, 0)});
  table.rules.push_back({kRefuse, "socketpair", {above(0, AF_UNIX)}});
  constexpr std::uint64_t kTypeMask = 0xf;
  for (std::uint64_t family : {AF_INET, AF_INET6}) {
    for (std::uint64_t type = 0; type <= kTypeMask; ++type) {
      auto of_type = bits_equal(1, kTypeMask, type);
      auto of_family = int_equals(0, family);
      if (type != SOCK_STREAM && type != SOCK_DGRAM) {
        refuse({of_family, of_type});
        continue;
      }
      std::uint64_t expected = type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP;
      for (std::uint64_t protocol = 1; protocol < expected; ++protocol)
        refuse({of_family, of_type, int_equals(2, protocol)});
      refuse({of_family, of_type, above(2, expected)});
    }
  }
}

FilterTable arguments() {
  FilterTable table{kAllow, {}};
  refuse_odd_sockets(table);
  // SECURITY: Fast Open connects without connect(), which is what Landlock watches ("Fast Open
  // reaches no port").
  table.rules.push_back({kRefuse, "sendto", {bits_equal(3, MSG_FASTOPEN, MSG_FASTOPEN)}});
  table.rules.push_back({kRefuse, "sendmsg", {bits_equal(2, MSG_FASTOPEN, MSG_FASTOPEN)}});
  table.rules.push_back({kRefuse, "sendmmsg", {bits_equal(3, MSG_FASTOPEN, MSG_FASTOPEN)}});
  for (std::uint64_t option : {TCP_FASTOPEN, TCP_FASTOPEN_CONNECT, TCP_FASTOPEN_KEY,
           TCP_FASTOPEN_NO_COOKIE, TCP_REPAIR, TCP_ULP})
    table.rules.push_back(
        {kRefuse, "setsockopt", {int_equals(1, IPPROTO_TCP), int_equals(2, option)}});
  // SECURITY: these type into the terminal that started bailey ("nothing is typed into the
  // terminal").
  constexpr std::uint64_t kTypeInConsole = 0x541c;  // TIOCLINUX
  table.rules.push_back({kRefuse, "ioctl", {int_equals(1, TIOCSTI)}});
  table.rules.push_back({kRefuse, "ioctl", {int_equals(1, kTypeInConsole)}});
  // What it would load into the kernel for a terminal is old and rarely used.
  table.rules.push_back({kRefuse, "ioctl", {int_equals(1, TIOCSETD)}});
  refuse_signals_of_descriptors(table);
  return table;
}

FilterTable no_sockets(std::span<const std::uint64_t> families, int type) {
  FilterTable table{kAllow, {}};
  for (std::uint64_t family : families) {
    std::vector<scmp_arg_cmp> conditions = {int_equals(0, family)};
    if (type != 0) conditions.push_back(bits_equal(1, 0xf, static_cast<std::uint64_t>(type)));
    table.rules.push_back({kRefuse, "socket", std::move(conditions)});
  }
  return table;
}

// SECURITY: a pair for datagrams sends to any path and connects anew; a pair of streams is
// connected for good ("a pair of sockets leads nowhere else").
FilterTable no_unix() {
  constexpr std::uint64_t kUnix[] = {AF_UNIX};
  auto table = no_sockets(kUnix, 0);
  constexpr std::uint64_t kTypeMask = 0xf;
  for (std::uint64_t type = 0; type <= kTypeMask; ++type)
    if (type != SOCK_STREAM)
      table.rules.push_back({kRefuse, "socketpair", {bits_equal(1, kTypeMask, type)}});
  return table;
}

FilterTable no_metadata() {
  FilterTable table{kAllow, {}};
  answer_all(table, path_metadata_calls(), kRefuse);
  answer_all(table, fd_metadata_calls(), kRefuse);
  table.rules.push_back({kRefuse, "utimensat"});
  return table;
}

// utimensat() without a path is futimens().
FilterTable no_path_metadata() {
  FilterTable table{kAllow, {}};
  answer_all(table, path_metadata_calls(), kRefuse);
  table.rules.push_back({kRefuse, "utimensat", {above(1, 0)}});
  return table;
}

FilterTable no_watching() {
  FilterTable table{kAllow, {}};
  constexpr const char* kCalls[] = {"inotify_init", "inotify_init1", "inotify_add_watch"};
  answer_all(table, kCalls, kRefuse);
  return table;
}

}  // namespace

FilterTable filter_table(Filter filter) {
  constexpr std::uint64_t kInternet[] = {AF_INET, AF_INET6};
  constexpr std::uint64_t kNetlink[] = {AF_NETLINK};
  switch (filter) {
    case Filter::Sealed:
      return sealed();
    case Filter::Dangerous:
      return dangerous();
    case Filter::Arguments:
      return arguments();
    case Filter::NoTcp:
      return no_sockets(kInternet, SOCK_STREAM);
    case Filter::NoUdp:
      return no_sockets(kInternet, SOCK_DGRAM);
    case Filter::NoUnix:
      return no_unix();
    case Filter::NoNetlink:
      return no_sockets(kNetlink, 0);
    case Filter::NoMetadata:
      return no_metadata();
    case Filter::NoPathMetadata:
      return no_path_metadata();
    case Filter::NoWatching:
      return no_watching();
  }
  return {};
}

}  // namespace bailey::permissions::os_sandbox
