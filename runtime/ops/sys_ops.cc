// What the operating system tells: Deno.hostname() and its kin.
#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"
#include "runtime/os/system_info.h"

namespace bailey::ops {
namespace {

using permissions::SysGrant;

Result<std::string> hostname(const SysGrant& grant) { return os::hostname(grant); }
Result<std::string> os_release(const SysGrant& grant) { return os::os_release(grant); }
Result<double> os_uptime(const SysGrant& grant) {
  return static_cast<double>(BAILEY_TRY(os::os_uptime(grant)));
}
Result<std::vector<double>> loadavg(const SysGrant& grant) {
  auto load = BAILEY_TRY(os::load_average(grant));
  return std::vector<double>(load.begin(), load.end());
}
Result<std::uint32_t> uid(const SysGrant& grant) { return os::user_id(grant); }
Result<std::uint32_t> gid(const SysGrant& grant) { return os::group_id(grant); }

// [total, free, available, buffers, cached, swapTotal, swapFree]
Result<std::vector<double>> memory(const SysGrant& grant) {
  auto info = BAILEY_TRY(os::memory_info(grant));
  std::vector<double> numbers;
  for (auto bytes : {info.total, info.free, info.available, info.buffers, info.cached,
           info.swap_total, info.swap_free})
    numbers.push_back(static_cast<double>(bytes));
  return numbers;
}

struct Interface {
  std::string family;
  std::string name;
  std::string address;
  std::string netmask;
  std::optional<std::uint32_t> scope_id;
  std::string cidr;
  std::string mac;

  static constexpr auto kFields = std::tuple{
      js::field("family", &Interface::family),
      js::field("name", &Interface::name),
      js::field("address", &Interface::address),
      js::field("netmask", &Interface::netmask),
      js::field("scopeid", &Interface::scope_id),
      js::field("cidr", &Interface::cidr),
      js::field("mac", &Interface::mac),
  };
};

Result<std::vector<Interface>> network_interfaces(const SysGrant& grant) {
  std::vector<Interface> interfaces;
  for (auto& found : BAILEY_TRY(os::network_interfaces(grant)))
    interfaces.push_back({std::move(found.family), std::move(found.name), std::move(found.address),
        std::move(found.netmask), found.scope_id, std::move(found.cidr), std::move(found.mac)});
  return interfaces;
}

// [system, user], in microseconds
std::vector<double> cpu_usage() {
  auto usage = os::cpu_usage();
  return {static_cast<double>(usage.system), static_cast<double>(usage.user)};
}
double resident_memory() { return static_cast<double>(os::resident_memory()); }
Result<std::string> exec_path() { return os::executable_path(); }
Result<std::pair<std::int32_t, std::int32_t>> console_size() {
  auto size = BAILEY_TRY(os::console_size());
  return std::pair<std::int32_t, std::int32_t>(size.columns, size.rows);
}

constexpr js::Op kSysOps[] = {
    js::op<hostname>("hostname", "Deno.hostname()"),
    js::op<os_release>("osRelease", "Deno.osRelease()"),
    js::op<os_uptime>("osUptime", "Deno.osUptime()"),
    js::op<loadavg>("loadavg", "Deno.loadavg()"),
    js::op<uid>("uid", "Deno.uid()"),
    js::op<gid>("gid", "Deno.gid()"),
    js::op<memory>("systemMemoryInfo", "Deno.systemMemoryInfo()"),
    js::op<network_interfaces>("networkInterfaces", "Deno.networkInterfaces()"),
    js::ungated_op<cpu_usage>("cpuUsage", "the program's own use of the processor"),
    js::ungated_op<resident_memory>("residentMemory", "the program's own use of memory"),
    js::ungated_op<exec_path>("execPath", "where bailey itself is, as in Deno"),
    js::ungated_op<console_size>("consoleSize", "how the program's own output looks"),
};

}  // namespace

std::span<const js::Op> sys_ops() { return kSysOps; }

}  // namespace bailey::ops
