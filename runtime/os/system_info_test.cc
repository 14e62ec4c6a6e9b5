#include "runtime/os/system_info.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "runtime/os/standard_streams.h"
#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using permissions::SysKind;
using tests::host_authority;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/system_info");

permissions::SysGrant sys(SysKind kind) { return host_authority().sys(kind); }

TEST_CASE("leave to know one thing is not leave to know another") {
  auto refused = hostname(sys(SysKind::Uid));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error_class == ErrorClass::NotCapable);
  CHECK(message_of(refused) ==
        "Requires sys access to \"hostname\", run again with the --allow-sys flag");
  CHECK_FALSE(umask(sys(SysKind::Hostname), 0));
  CHECK_FALSE(memory_info(sys(SysKind::Loadavg)));
  CHECK_FALSE(network_interfaces(sys(SysKind::Hostname)));
}

TEST_CASE("the machine is described") {
  CHECK_FALSE(hostname(sys(SysKind::Hostname))->empty());
  CHECK(os_release(sys(SysKind::OsRelease))->contains('.'));
  CHECK(os_uptime(sys(SysKind::OsUptime)).value() > 0);
  CHECK(load_average(sys(SysKind::Loadavg)).value()[0] >= 0);
  CHECK(user_id(sys(SysKind::Uid)).value() == ::getuid());
  CHECK(group_id(sys(SysKind::Gid)).value() == ::getgid());
  auto memory = memory_info(sys(SysKind::SystemMemoryInfo)).value();
  CHECK(memory.total > memory.free);
  CHECK(memory.available > 0);
}

TEST_CASE("network interfaces are listed, IPv4 first") {
  auto interfaces = network_interfaces(sys(SysKind::NetworkInterfaces)).value();
  CHECK(std::ranges::is_sorted(interfaces, {}, [](const auto& one) { return one.family; }));
  auto loopback = std::ranges::find(interfaces, "127.0.0.1", &NetworkInterface::address);
  // A network namespace may have none at all.
  if (loopback != interfaces.end()) {
    CHECK(loopback->cidr == "127.0.0.1/8");
    CHECK(loopback->netmask == "255.0.0.0");
    CHECK(loopback->mac == "00:00:00:00:00:00");
    CHECK(loopback->scope_id == std::nullopt);
  }
}

TEST_CASE("the umask is read without being changed, and set on demand") {
  auto before = umask(sys(SysKind::Umask), std::nullopt).value();
  CHECK(umask(sys(SysKind::Umask), 0027).value() == before);
  CHECK(umask(sys(SysKind::Umask), std::nullopt).value() == 0027);
  CHECK(umask(sys(SysKind::Umask), before).value() == 0027);
}

TEST_CASE("the process describes itself") {
  CHECK(resident_memory() > 1'000'000);
  auto usage = cpu_usage();
  CHECK(usage.user + usage.system > 0);
  CHECK(executable_path()->ends_with("os_test"));
}

TEST_CASE_FIXTURE(tests::Disk, "the working directory changes to folders only") {
  auto before = working_directory().value();
  make_file("f", "");
  CHECK(message_of(change_directory(read("f"))) ==
        "Not a directory (os error 20): chdir '" + at("f") + "'");
  REQUIRE(change_directory(read(".")));
  CHECK(working_directory().value() == dir.path());
  REQUIRE(change_directory(host_authority().read(paths, before).value()));
}

TEST_CASE("script that closes a standard stream leaves the descriptor itself open") {
  Terminals terminals;
  auto streams = open_standard_streams(terminals).value();
  REQUIRE(streams.error->close());
  CHECK(::fcntl(2, F_GETFD) >= 0);
  CHECK_FALSE(streams.input->writable());
  CHECK_FALSE(streams.output->readable());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
