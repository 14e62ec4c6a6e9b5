// Plans without a kernel: what they hold, and what `require` refuses.
#include <sys/stat.h>

#include <algorithm>

#include "permissions/os_sandbox/draft.h"
#include "tests/support/plan_fixture.h"

namespace bailey::permissions::os_sandbox {
namespace {

using namespace bailey::tests;

std::uint64_t port_rights(const WallPlan& plan, std::uint16_t port) {
  if (plan.handled_net == 0) return kConnectTcp | kBindTcp;
  auto found = std::ranges::find(plan.ports, port, &PortRights::port);
  return found == plan.ports.end() ? 0 : found->rights;
}

bool holds(const WallPlan& plan, Filter filter) {
  return std::ranges::contains(plan.filters, filter);
}

}  // namespace

TEST_SUITE_BEGIN("permissions/os_sandbox/plan");

TEST_CASE_FIXTURE(Plans, "without grants everything that the kernel knows is closed") {
  auto plan = this->plan();
  CHECK(plan.handled_fs == fs_rights(7));
  CHECK(plan.handled_net == (kBindTcp | kConnectTcp));
  CHECK(plan.scoped == (kScopeAbstractUnix | kScopeSignal));
  CHECK(plan.ports.empty());
  CHECK(plan.filters == std::vector{Filter::NoWatching, Filter::NoMetadata, Filter::NoTcp,
                            Filter::NoUdp, Filter::NoUnix, Filter::NoNetlink, Filter::Arguments,
                            Filter::Sealed});
  CHECK(plan.kept_capabilities == 0);
  CHECK(plan.hides_memory);
  CHECK(std::ranges::all_of(
      plan.rows, [](const Row& row) { return row.enforcement == Enforcement::Kernel; }));
}

TEST_CASE_FIXTURE(Plans, "where everything is granted no wall has anything to refuse") {
  for (auto each : {SandboxMode::Auto, SandboxMode::Require}) {
    mode = each;
    auto plan = this->plan({.allow_all = true});
    CHECK(plan.is_empty());
    CHECK(row(plan, "--allow-read").kernel.starts_with("nothing to refuse"));
    CHECK(row(plan, "--allow-read").enforcement == Enforcement::Nobody);
  }
}

TEST_CASE_FIXTURE(Plans, "an older kernel is asked for no more than it knows") {
  features.landlock_abi = 2;
  CHECK(plan().handled_fs == fs_rights(2));
  CHECK(plan().handled_net == 0);
  CHECK(plan().scoped == 0);
  CHECK(attributes_size(3) == 8);
  CHECK(attributes_size(4) == 16);
  CHECK(attributes_size(6) == 24);
  features = {};
  CHECK_FALSE(plan().has_landlock());
  CHECK(plan().filters.empty());
  CHECK(row(plan(), "read").enforcement == Enforcement::BrokerOnly);
}

TEST_CASE_FIXTURE(Plans, "a grant without a port opens all ports, one with a port that one") {
  auto one = plan({.net = {.allow = list({"example.com:443"})}});
  CHECK(port_rights(one, 443) == (kConnectTcp | kBindTcp));
  CHECK(port_rights(one, 80) == 0);
  CHECK_FALSE(holds(one, Filter::NoTcp));
  CHECK_FALSE(holds(one, Filter::NoUdp));
  CHECK(row(one, "--allow-net=example.com:443").enforcement == Enforcement::Wider);
  auto all = plan({.net = {.allow = list({"example.com"})}});
  CHECK(all.handled_net == 0);
  auto address = plan({.net = {.allow = list({"10.0.0.1:80"})}});
  CHECK(holds(address, Filter::NoUdp));
}

TEST_CASE_FIXTURE(Plans, "a server has its own port, and under require only listens there") {
  needs.serves = ServeAddress{"0.0.0.0", 8000};
  CHECK(port_rights(plan(), 8000) == (kConnectTcp | kBindTcp));
  CHECK(port_rights(plan(), 80) == 0);
  CHECK(holds(plan(), Filter::NoUdp));
  CHECK(row(plan(), "serve 0.0.0.0:8000").enforcement == Enforcement::Wider);
  CHECK(row(plan(), "net").enforcement == Enforcement::Kernel);
  mode = SandboxMode::Require;
  CHECK(port_rights(plan(), 8000) == kBindTcp);
  CHECK(row(plan(), "serve 0.0.0.0:8000").enforcement == Enforcement::Kernel);
  CHECK(refusal({.net = {.allow = kWhole}}) == "");
  needs.serves = ServeAddress{"127.0.0.1", 8000};
  CHECK(refusal({}).contains("serve 127.0.0.1:8000: TCP port 8000 of every address"));
  mode = SandboxMode::Auto;
  needs.serves = ServeAddress{"example.com", 8000};
  CHECK_FALSE(holds(plan(), Filter::NoUdp));
}

TEST_CASE_FIXTURE(Plans, "where the kernel knows Unix sockets by path, the granted ones are open") {
  features.landlock_abi = 9;
  TempDir folder;
  write_file(folder / "there.sock");
  FlagValues flags{.net = {.allow = list({"unix:" + (folder / "there.sock")})}};
  CHECK((rights_on(plan(flags), folder / "there.sock") & kResolveUnix) != 0);
  CHECK((rights_on(plan(flags), folder / "again.sock") & kResolveUnix) != 0);
  CHECK((rights_on(plan(flags), "/run/other.sock") & kResolveUnix) == 0);
  CHECK((rights_on(plan({.net = {.allow = kWhole}}), "/run/other.sock") & kResolveUnix) != 0);
  CHECK((rights_on(plan(), folder / "there.sock") & kResolveUnix) == 0);
  mode = SandboxMode::Require;
  CHECK((rights_on(plan(flags), folder / "there.sock") & kResolveUnix) != 0);
  CHECK((rights_on(plan(flags), folder / "again.sock") & kResolveUnix) == 0);
  CHECK(refusal({.net = {.allow = list({"unix:" + (folder / "later.sock")})}})
          .contains("start its server first"));
}

TEST_CASE_FIXTURE(Plans, "an external broker decides: no row claims a flag, and require refuses") {
  needs.asked = Asked::Broker;
  CHECK(plan().filters.empty());
  CHECK_FALSE(plan().has_landlock());
  CHECK_FALSE(plan().forgets_variables);
  for (const Row& each : plan().rows) {
    CAPTURE(each.grant);
    CHECK(each.enforcement == Enforcement::BrokerOnly);
    CHECK(each.broker == "the external broker decides, not the flags");
    CHECK(each.remedy == "unset DENO_PERMISSION_BROKER_PATH");
  }
  CHECK(row(plan({.allow_all = true}), "--allow-read").enforcement == Enforcement::BrokerOnly);
  mode = SandboxMode::Require;
  CHECK(refusal({}).contains("external permission broker: "));
}

TEST_CASE("name servers may change where their folder holds nothing else") {
  CHECK(place_that_stays("/run/systemd/resolve/stub-resolv.conf") == "/run/systemd/resolve");
  CHECK(place_that_stays("/run/resolvconf/resolv.conf") == "/run/resolvconf");
  for (const char* file : {"/etc/resolv.conf", "/run/NetworkManager/resolv.conf",
           "/run/resolvconf.conf", "/run/systemd/resolved/x", "/run/connman", ""})
    CHECK(place_that_stays(file) == file);
}

TEST_CASE_FIXTURE(
    Plans, "variables that are not granted are forgotten where nobody may need them") {
  CHECK(plan().forgets_variables);
  CHECK(plan({.env = {.allow = list({"HOME"})}}).forgets_variables);
  CHECK(plan({.env = {.allow = kWhole, .deny = list({"SECRET"})}}).forgets_variables);
  CHECK_FALSE(plan({.env = {.allow = kWhole}}).forgets_variables);
  CHECK(plan({.run = {.allow = list({"cat"})}}).forgets_variables);
  CHECK_FALSE(plan({.allow_all = true}).forgets_variables);
  needs.asked = Asked::Person;
  CHECK_FALSE(plan().forgets_variables);
  CHECK_FALSE(plan({.env = {.deny = kWhole}, .run = {.deny = kWhole}}).forgets_variables);
}

TEST_CASE_FIXTURE(Plans, "a denial that follows from a program which may run says so") {
  auto both = plan({.write = {.deny = list({"/usr/bin/true"})}, .run = {.allow = list({"cat"})}});
  CHECK(row(both, "--deny-write=/usr/bin/cat").broker.contains("may be started"));
  CHECK(row(both, "--deny-write=/usr/bin/true").broker == "refuses it");
}

TEST_CASE_FIXTURE(Plans, "a row names every library of --allow-ffi") {
  auto two = plan({.ffi = {.allow = list({"/lib/a.so", "/lib/b.so"})}});
  CHECK(row(two, "--allow-ffi=/lib/a.so,/lib/b.so").enforcement == Enforcement::Kernel);
}

TEST_CASE_FIXTURE(Plans, "where any library may be loaded, no row claims that files are closed") {
  FlagValues flags{
      .read = {.allow = list({"/etc"}), .deny = list({"/home"})}, .ffi = {.allow = kWhole}};
  auto any = plan(flags);
  CHECK(row(any, "--allow-read=/etc").enforcement == Enforcement::Wider);
  CHECK(row(any, "--deny-read=/home").enforcement == Enforcement::BrokerOnly);
  CHECK(row(plan({.ffi = {.allow = kWhole}}), "read").enforcement == Enforcement::Wider);
  CHECK(row(plan({.ffi = {.allow = list({"/lib/a.so"})}}), "read").enforcement ==
        Enforcement::Kernel);
}

TEST_CASE_FIXTURE(Plans, "a grant of /proc opens none of it") {
  for (auto each : {SandboxMode::Auto, SandboxMode::Require}) {
    mode = each;
    for (const char* granted : {"/proc", "/proc/1", "/dev", "/sys"}) {
      CAPTURE(granted);
      FlagValues flags{.read = {.allow = list({granted})}, .write = {.allow = list({granted})}};
      auto plan = this->plan(flags);
      for (const char* path : {"/proc/1/environ", "/proc/sys/kernel/core_pattern", "/dev/sda",
               "/sys/kernel/uevent_helper"}) {
        CHECK((rights_on(plan, path) & (kReads | kWrites)) == 0);
      }
    }
    CHECK((rights_on(plan({.read = {.allow = list({"/dev"})}}), "/dev/tty") & kReadFile) != 0);
    CHECK((rights_on(plan({.write = {.allow = list({"/dev"})}}), "/dev/tty") & kWrites) == 0);
    CHECK((rights_on(plan({.read = {.allow = list({"/proc/pressure"})}}), "/proc/pressure/cpu") &
              kReadFile) != 0);
  }
  FlagValues dev{.read = {.allow = list({"/dev"})}};
  CHECK(row(plan(dev), "--allow-read=/dev").broker.contains("the rest is for -A"));
  FlagValues root{.read = {.allow = list({"/"})}};
  CHECK(row(plan(root), "--allow-read=/").broker.contains("but /proc"));
  CHECK((rights_on(plan(root), "/proc/1/environ") & kReads) == 0);
  CHECK((rights_on(plan(root), "/etc/passwd") & kReads) == kReads);
  mode = SandboxMode::Auto;
  CHECK(row(plan(root), "--allow-read=/").enforcement == Enforcement::Wider);
}

TEST_CASE_FIXTURE(Plans, "a granted link opens its folder, and the row says so") {
  TempDir folder;
  ::mkdir((folder / "out").c_str(), 0755);
  ::mkdir((folder / "links").c_str(), 0755);
  REQUIRE(::symlink((folder / "out").c_str(), (folder / "links/out").c_str()) == 0);
  FlagValues flags{.write = {.allow = list({folder / "links/out"})}};
  auto link = plan(flags);
  CHECK((rights_on(link, folder / "links/new") & kWriteFile) != 0);
  CHECK(row(link, "--allow-write=" + (folder / "links/out")).enforcement == Enforcement::Wider);
  ::mkdir((folder / "out/in").c_str(), 0755);
  FlagValues below{.write = {.allow = list({folder / "links/out/in"})}};
  CHECK((rights_on(plan(below), folder / "links/new") & kWrites) == 0);
}

TEST_CASE_FIXTURE(Plans, "what is open beside the rows is told") {
  auto has = [](const WallPlan& plan, std::string_view path) {
    return std::ranges::contains(plan.own_paths, path, &PathRights::path);
  };
  CHECK(has(plan(), "/dev/urandom"));
  CHECK_FALSE(has(plan(), "/etc/hosts"));
  CHECK(has(plan({.net = {.allow = list({"example.com:443"})}}), "/etc/hosts"));
  CHECK(has(plan({.ffi = {.allow = list({"/opt/a.so"})}}), "/opt/a.so"));
  CHECK_FALSE(has(plan({.read = {.allow = list({"/etc"})}}), "/etc"));
  mode = SandboxMode::Require;
  CHECK(has(plan({.run = {.allow = list({"cat"})}}), "/usr/lib"));
}

TEST_CASE_FIXTURE(Plans, "imports at run time reach the ports of their hosts, and no more") {
  FlagValues flags{.import = {.allow = list({"example.com:8443"})}};
  CHECK(port_rights(plan(flags), 8443) == kConnectTcp);
  CHECK(port_rights(plan(flags), 443) == 0);
  needs.cached_only = true;
  CHECK(port_rights(plan(flags), 8443) == 0);
  CHECK(holds(plan(flags), Filter::NoTcp));
}

TEST_CASE_FIXTURE(Plans, "what imports leave open is in the row of the network") {
  FlagValues port{.import = {.allow = list({"example.com:8443"})}};
  CHECK(row(plan(port), "net").kernel.contains("to the ports"));
  CHECK(row(plan(port), "net").neither.contains("UDP"));
  CHECK(row(plan({.import = {.allow = kWhole}}), "net").kernel.contains("every port"));
  needs.asked = Asked::Person;
  FlagValues denied{.net = {.deny = kWhole}};
  CHECK(plan(denied).handled_net == 0);
  CHECK_FALSE(holds(plan(denied), Filter::NoTcp));
  CHECK(row(plan(denied), "net").enforcement == Enforcement::BrokerOnly);
  denied.import.deny = kWhole;
  CHECK(holds(plan(denied), Filter::NoTcp));
  CHECK(row(plan(denied), "net").enforcement == Enforcement::Kernel);
}

TEST_CASE_FIXTURE(
    Plans, "hosts denied for imports are no claim of the kernel's, and require refuses them") {
  FlagValues flags{.import = {.allow = kWhole, .deny = list({"127.0.0.0/8"})}};
  CHECK(row(try_plan(flags).value(), "--allow-import").enforcement == Enforcement::Wider);
  mode = SandboxMode::Require;
  CHECK(refusal(flags).contains("--allow-import"));
}

TEST_CASE_FIXTURE(Plans, "require names every grant that the kernel cannot enforce") {
  mode = SandboxMode::Require;
  TempDir folder;
  CHECK(refusal({}) == "");
  CHECK(refusal({.read = {.allow = list({folder.path()})}}) == "");
  CHECK(refusal({.net = {.allow = kWhole}}) == "");
  auto text = refusal({.read = {.allow = list({folder / "later"})},
      .net = {.allow = list({"example.com:443", "10.0.0.1:80"})}});
  CHECK(text.starts_with("cannot build the kernel sandbox: "));
  CHECK(text.contains("--allow-net=example.com:443: "));
  CHECK(text.contains("--allow-net=10.0.0.1:80: "));
  CHECK(text.contains("--allow-read=" + (folder / "later")));
  CHECK(text.contains("remedy: create it first"));
  auto cut = refusal({.read = {.allow = list({folder.path()}), .deny = list({folder / "secret"})}});
  CHECK(cut.contains("--deny-read=" + (folder / "secret")));
  needs.asked = Asked::Person;
  CHECK(refusal({}).contains("--no-prompt"));
  needs.asked = Asked::Nobody;
  features.landlock_abi = 2;
  CHECK(refusal({}).contains("ABI 2"));
  features.landlock_abi = 0;
  CHECK(refusal({}).contains("no Landlock"));
  features = {.landlock_abi = 5, .has_seccomp = true};
  CHECK(refusal({}) == "");
  CHECK(refusal({.run = {.allow = list({"cat"})}}).contains("needs ABI 6"));
}

TEST_CASE_FIXTURE(
    Plans, "a denial within a wider rule is the broker's alone, and the row says so") {
  TempDir folder;
  ::mkdir((folder / "out").c_str(), 0755);
  // The rule for `out` lies on the folder around it, since `out` may be removed and made again.
  auto wide = plan({.write = {.allow = list({folder / "out"}), .deny = list({folder / "source"})}});
  CHECK(row(wide, "--allow-write=" + (folder / "out")).enforcement == Enforcement::Wider);
  CHECK(row(wide, "--deny-write=" + (folder / "source")).enforcement == Enforcement::BrokerOnly);
  mode = SandboxMode::Require;
  auto exact =
      plan({.write = {.allow = list({folder / "out"}), .deny = list({folder / "source"})}});
  CHECK(row(exact, "--deny-write=" + (folder / "source")).enforcement == Enforcement::Kernel);
}

TEST_SUITE_END();

}  // namespace bailey::permissions::os_sandbox
