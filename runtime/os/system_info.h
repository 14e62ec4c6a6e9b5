// What the operating system tells about the machine and this process.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os {

// Each takes the grant of its own kind; another kind is refused with NotCapable.
Result<std::string> hostname(const permissions::SysGrant& grant);
Result<std::string> os_release(const permissions::SysGrant& grant);
// Seconds since the machine started.
Result<std::uint64_t> os_uptime(const permissions::SysGrant& grant);
Result<std::array<double, 3>> load_average(const permissions::SysGrant& grant);
Result<std::uint32_t> user_id(const permissions::SysGrant& grant);
Result<std::uint32_t> group_id(const permissions::SysGrant& grant);
// Sets the mask when one is given; returns the mask before.
Result<std::uint32_t> umask(const permissions::SysGrant& grant, std::optional<std::uint32_t> mask);

// In bytes.
struct MemoryInfo {
  std::uint64_t total = 0;
  std::uint64_t free = 0;
  std::uint64_t available = 0;
  std::uint64_t buffers = 0;
  std::uint64_t cached = 0;
  std::uint64_t swap_total = 0;
  std::uint64_t swap_free = 0;
};
Result<MemoryInfo> memory_info(const permissions::SysGrant& grant);

struct NetworkInterface {
  std::string family;  // "IPv4" or "IPv6"
  std::string name;
  std::string address;
  std::string netmask;
  std::optional<std::uint32_t> scope_id;  // of IPv6
  std::string cidr;
  std::string mac;
};
// Every address of every interface that is up: IPv4 first.
Result<std::vector<NetworkInterface>> network_interfaces(const permissions::SysGrant& grant);

// ---- about the process itself: no grant needed

// Microseconds of processor time used by all threads.
struct CpuUsage {
  std::uint64_t user = 0;
  std::uint64_t system = 0;
};
CpuUsage cpu_usage();
// Bytes of memory in use, as the kernel counts them; 0 when it does not tell.
std::uint64_t resident_memory();
// Absolute path of bailey itself.
Result<std::string> executable_path();
Result<std::string> working_directory();
Result<> change_directory(const permissions::ReadGrant& folder);

struct ConsoleSize {
  std::uint16_t columns = 0;
  std::uint16_t rows = 0;
};
// Of the terminal that stdin, stdout or stderr is connected to.
Result<ConsoleSize> console_size();

}  // namespace bailey::os
