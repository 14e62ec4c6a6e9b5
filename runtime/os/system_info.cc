#include "runtime/os/system_info.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>
#include <memory>

#include "runtime/base/os_error.h"
#include "runtime/os/context.h"
#include "runtime/os/grant_kind.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

using permissions::SysGrant;
using permissions::SysKind;

// The beginning of a file of /proc, which no script named.
std::string read_kernel_file(const char* path) {
  OwnedFd fd(::open(path, O_RDONLY | O_CLOEXEC));
  std::string text(4096, '\0');
  ssize_t size = fd ? ::read(fd.get(), text.data(), text.size()) : 0;
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text;
}

std::uint64_t parse_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::uint64_t microseconds(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 +
         static_cast<std::uint64_t>(time.tv_usec);
}

}  // namespace

Result<std::string> hostname(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::Hostname));
  char name[HOST_NAME_MAX + 1] = {};
  if (::gethostname(name, sizeof name - 1) != 0) return os_failure(errno, "");
  return std::string(name);
}

Result<std::string> os_release(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::OsRelease));
  utsname system{};
  if (::uname(&system) != 0) return os_failure(errno, "");
  return std::string(system.release);
}

Result<std::uint64_t> os_uptime(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::OsUptime));
  struct sysinfo info{};
  if (::sysinfo(&info) != 0) return os_failure(errno, "");
  return static_cast<std::uint64_t>(info.uptime);
}

Result<std::array<double, 3>> load_average(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::Loadavg));
  std::array<double, 3> load{};
  struct sysinfo info{};
  if (::sysinfo(&info) != 0) return os_failure(errno, "");
  constexpr double kScale = 1 << SI_LOAD_SHIFT;
  for (std::size_t i = 0; i < load.size(); ++i)
    load[i] = static_cast<double>(info.loads[i]) / kScale;
  return load;
}

Result<std::uint32_t> user_id(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::Uid));
  return ::getuid();
}

Result<std::uint32_t> group_id(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::Gid));
  return ::getgid();
}

Result<std::uint32_t> umask(const SysGrant& grant, std::optional<std::uint32_t> mask) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::Umask));
  if (mask) return ::umask(*mask & 0777);
  // Reading it is setting it twice, except where the kernel tells.
  auto status = read_kernel_file("/proc/self/status");
  if (std::size_t line = status.find("\nUmask:\t"); line != std::string::npos)
    return static_cast<std::uint32_t>(std::strtoul(status.c_str() + line + 8, nullptr, 8));
  mode_t before = ::umask(0);
  ::umask(before);
  return before;
}

Result<MemoryInfo> memory_info(const SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, SysKind::SystemMemoryInfo));
  struct sysinfo info{};
  if (::sysinfo(&info) != 0) return os_failure(errno, "");
  std::uint64_t unit = info.mem_unit;
  MemoryInfo memory{
      .total = info.totalram * unit,
      .free = info.freeram * unit,
      .available = info.freeram * unit,
      .buffers = info.bufferram * unit,
      .cached = 0,
      .swap_total = info.totalswap * unit,
      .swap_free = info.freeswap * unit,
  };
  auto text = read_kernel_file("/proc/meminfo");
  if (std::size_t line = text.find("MemAvailable:"); line != std::string::npos)
    memory.available = parse_number(std::string_view(text).substr(line)) * 1024;
  if (std::size_t line = text.find("\nCached:"); line != std::string::npos)
    memory.cached = parse_number(std::string_view(text).substr(line)) * 1024;
  return memory;
}

CpuUsage cpu_usage() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return {.user = microseconds(usage.ru_utime), .system = microseconds(usage.ru_stime)};
}

std::uint64_t resident_memory() {
  auto text = read_kernel_file("/proc/self/statm");
  std::size_t space = text.find(' ');
  if (space == std::string::npos) return 0;
  return parse_number(std::string_view(text).substr(space)) *
         static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Result<std::string> executable_path() {
  char path[PATH_MAX];
  ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
  if (size < 0) return os_failure(errno, "");
  return std::string(path, static_cast<std::size_t>(size));
}

Result<std::string> working_directory() {
  std::unique_ptr<char, decltype(&std::free)> path(::getcwd(nullptr, 0), &std::free);
  if (!path) return os_failure(errno, "");
  return std::string(path.get());
}

Result<> change_directory(const permissions::ReadGrant& folder) {
  auto where = context("chdir", folder.as_written());
  auto fd = BAILEY_TRY(open_granted(folder, {.flags = O_PATH | O_DIRECTORY}, where));
  if (::fchdir(fd.get()) != 0) return os_failure(errno, where);
  return {};
}

Result<ConsoleSize> console_size() {
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0)
      return ConsoleSize{.columns = size.ws_col, .rows = size.ws_row};
  }
  return fail(ErrorClass::Error,
      "Could not get console size: stdin, stdout, and stderr are not connected to a terminal");
}

}  // namespace bailey::os
