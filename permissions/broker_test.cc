#include "permissions/broker.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using tests::BrokerFixture;
using tests::list;
using tests::refusal_of;
using tests::whole;

TEST_SUITE_BEGIN("permissions/broker");

TEST_CASE_FIXTURE(BrokerFixture, "without any flag nothing is granted") {
  start({});
  CHECK(refusal_of(broker->read("x", "")) ==
        "Requires read access to \"x\", run again with the --allow-read flag");
  CHECK(refusal_of(broker->write("/a/./b/../c//d/", "")) ==
        "Requires write access to \"/a/c/d\", run again with the --allow-write flag");
  CHECK(refusal_of(broker->connect("EXAMPLE.com.", 80, "")) ==
        "Requires net access to \"example.com:80\", run again with the --allow-net flag");
  CHECK(refusal_of(broker->listen("::1", 0, "")) ==
        "Requires net access to \"[::1]:0\", run again with the --allow-net flag");
  CHECK(refusal_of(broker->env("HOME")) ==
        "Requires env access to \"HOME\", run again with the --allow-env flag");
  CHECK(
      refusal_of(broker->env_all()) == "Requires env access, run again with the --allow-env flag");
  CHECK(refusal_of(broker->sys(SysKind::Hostname, "")) ==
        "Requires sys access to \"hostname\", run again with the --allow-sys flag");
  CHECK(refusal_of(broker->run({.command = "./tool"}, "")) ==
        "Requires run access to \"./tool\", run again with the --allow-run flag");
  CHECK(refusal_of(broker->run_all("")) ==
        "Requires run access, run again with the --allow-run flag");
  CHECK(refusal_of(broker->ffi("x.so", "")) ==
        "Requires ffi access to \"x.so\", run again with the --allow-ffi flag");
  CHECK(refusal_of(broker->ffi_memory("")) ==
        "Requires ffi access, run again with the --allow-ffi flag");
  CHECK(refusal_of(broker->import("a.b", 443, ImportUse::Static)) ==
        "Requires import access to \"a.b:443\", run again with the --allow-import flag");
}

TEST_CASE_FIXTURE(BrokerFixture, "a path that stands for a hidden one is shown without quotes") {
  start({});
  CHECK(refusal_of(broker->write("/tmp/x", "Deno.makeTempFile()", "<TMP>")) ==
        "Requires write access to <TMP>, run again with the --allow-write flag");
}

TEST_CASE_FIXTURE(BrokerFixture, "leave to read is no leave to write") {
  start({.read = {.allow = whole()}});
  static_assert(!std::is_convertible_v<ReadGrant, WriteGrant>);
  CHECK(broker->read("/data/x", "").has_value());
  CHECK(refusal_of(broker->write("/data/x", "")).starts_with("Requires write"));
  CHECK(refusal_of(broker->read_write("/data/x", "")).starts_with("Requires write"));
}

TEST_CASE_FIXTURE(BrokerFixture, "a sibling that shares a root's prefix is not covered") {
  start({.read = {.allow = list({"/data"})}});
  CHECK(broker->read("/data", "").has_value());
  CHECK(broker->read("/data/a", "").has_value());
  CHECK_FALSE(broker->read("/database", "").has_value());
  CHECK_FALSE(broker->read("/data-2/x", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "a link out of a granted folder is refused") {
  paths.links["/data/innocent"] = "/etc/passwd";
  paths.links["/data/folder"] = "/etc";
  paths.links["/data/inside"] = "/data/real";
  start({.read = {.allow = list({"/data"})}});
  CHECK(refusal_of(broker->read("/data/innocent", "")) ==
        "Requires read access to \"/data/innocent\", run again with the --allow-read flag");
  CHECK_FALSE(broker->read("/data/folder/passwd", "").has_value());
  CHECK_FALSE(broker->read_entry("/data/folder/passwd", "").has_value());
  CHECK(broker->read("/data/inside/x", "").value().resolved() == "/data/real/x");
}

TEST_CASE_FIXTURE(BrokerFixture, "an entry is the link itself, not what it leads to") {
  paths.links["/data/out"] = "/etc/passwd";
  start({.read = {.allow = list({"/data"})}});
  auto entry = broker->read_entry("/data/out", "").value();
  CHECK(entry.parent_resolved() == "/data");
  CHECK(entry.name() == "out");
}

TEST_CASE_FIXTURE(BrokerFixture, "a granted link grants its target, a denied link denies it") {
  paths.links["/shortcut"] = "/data/real";
  paths.links["/secret"] = "/data/private";
  start({.read = {.allow = list({"/shortcut", "/data"}), .deny = list({"/secret"})}});
  CHECK(broker->read("/shortcut/x", "").value().resolved() == "/data/real/x");
  CHECK_FALSE(broker->read("/data/private/x", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "a denied target is refused under any link") {
  paths.links["/data/link"] = "/data/private";
  start({.read = {.allow = whole(), .deny = list({"/data/private"})}});
  CHECK_FALSE(broker->read("/data/link/x", "").has_value());
  CHECK(broker->read("/data/x", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "a refusal does not tell whether a path exists") {
  paths.links["/private/there"] = "/private/target";
  start({.read = {.allow = list({"/data"})}});
  paths.lookups = 0;
  CHECK_FALSE(broker->read("/private/there", "").has_value());
  CHECK_FALSE(broker->read_entry("/private/not-there", "").has_value());
  CHECK(paths.lookups == 0);
}

TEST_CASE_FIXTURE(BrokerFixture, "a NUL byte in a path is refused") {
  start({.read = {.allow = list({"/data"})}});
  std::string path("/data/x\0/../../etc/passwd", 25);
  CHECK_FALSE(broker->read(path, "").has_value());
  auto grant = broker->read(std::string("/data/x\0y", 9), "");
  CHECK(grant.error().error_class == ErrorClass::TypeError);
  CHECK(grant.error().message == "file name contained an unexpected NUL byte");
}

TEST_CASE_FIXTURE(BrokerFixture, "special files need every permission") {
  paths.links["/data/link"] = "/proc/self/environ";
  start({.read = {.allow = whole()}, .write = {.allow = whole()}});
  for (const char* path : {"/proc", "/proc/self/environ", "/proc/self/root/etc", "/dev", "/sys/x",
           "/dev/stdin", "/dev/fd/0", "/proc/self/fd/2", "/proc/x/../cpuinfo", "/dev/shm/x"}) {
    CAPTURE(path);
    auto message = refusal_of(broker->read(path, ""));
    CHECK(message.starts_with("Requires all access to \""));
    CHECK_FALSE(broker->read_entry(path, "").has_value());
  }
  CHECK(refusal_of(broker->read("/data/link", "")) ==
        "Requires all access to \"/proc/self/environ\", run again with the --allow-all flag");
  CHECK(broker->read("/procx", "").has_value());
  CHECK(broker->read("/proc/pressure/cpu", "").has_value());
  CHECK(broker->write("/dev/null", "").has_value());
  CHECK(broker->read("/dev/tty", "").has_value());
  CHECK_FALSE(broker->write("/dev/tty", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "only a pipe that was inherited opens by number") {
  paths.pipes = {5};
  start({.read = {.allow = whole()}});
  CHECK(broker->read("/dev/fd/5", "").value().inherited_pipe() == 5);
  CHECK(broker->read("/proc/self/fd/5", "").value().inherited_pipe() == 5);
  CHECK_FALSE(broker->read("/dev/fd/6", "").has_value());
  CHECK_FALSE(broker->read_entry("/dev/fd/5", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "with everything granted the kernel follows links itself") {
  paths.links["/data/link"] = "/etc";
  start({.allow_all = true});
  auto grant = broker->read("/data/link/hostname", "").value();
  CHECK(grant.links() == Links::Follow);
  CHECK(grant.resolved() == "/data/link/hostname");
  CHECK(broker->read("/proc/self/status", "").has_value());
  CHECK(broker->read("", "").error().code == "ENOENT");
}

TEST_CASE_FIXTURE(BrokerFixture, "a denial turns resolving back on") {
  paths.links["/data/link"] = "/etc";
  start({.env = {.deny = list({"X"})}, .allow_all = true});
  CHECK(broker->read("/data/link/hostname", "").value().links() == Links::Refuse);
  CHECK_FALSE(broker->read("/proc/self/status", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "a tree is refused when a denied place lies below it") {
  start({.read = {.allow = whole(), .deny = list({"/data/a/secret"})},
      .write = {.allow = whole(), .deny = list({"/data/a/fixed"})}});
  CHECK_FALSE(broker->write_tree("/data", "").has_value());
  CHECK_FALSE(broker->write_tree("/", "").has_value());
  CHECK(broker->write_tree("/data/b", "").has_value());
  CHECK(broker->write_tree("/data/a/fixe", "").has_value());
  CHECK(broker->write_entry("/data", "").has_value());
  CHECK_FALSE(broker->read_write_tree("/data/a", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "symlinks need read and write without a scope") {
  start({.read = {.allow = whole()}, .write = {.allow = list({"/data"})}});
  CHECK(refusal_of(broker->symlink("/data/x", "Deno.symlink()"))
          .starts_with("Deno.symlink() requires unscoped"));
  start({.read = {.allow = whole()}, .write = {.allow = whole(), .deny = list({"/no"})}});
  CHECK(broker->symlink("/data/x", "").value().entry().name() == "x");
  CHECK_FALSE(broker->symlink("/no/x", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "an ignored path is not there") {
  start({.read = {.allow = whole(), .ignore = list({"/data/x"})}});
  auto grant = broker->read("/data/x/y", "");
  CHECK(grant.error().error_class == ErrorClass::NotFound);
  CHECK(grant.error().message == "No such file or directory (os error 2)");
  CHECK(grant.error().code == "ENOENT");
}

TEST_CASE_FIXTURE(BrokerFixture, "a deny rule sees every form of an address") {
  start({.net = {.allow = whole(), .deny = list({"127.0.0.0/8", "[::1]", "10.1.2.3:80"})}});
  for (const char* host : {"127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0",
           "0.0.0.0", "::ffff:127.0.0.1", "[::ffff:7f00:1]", "64:ff9b::7f00:1",
           "2002:7f00:1::", "::127.0.0.1", "::", "[::1]", "127.0.0.1."}) {
    CAPTURE(host);
    CHECK_FALSE(broker->connect(host, 8080, "").has_value());
  }
  CHECK(broker->connect("10.1.2.3", 81, "").has_value());
  CHECK_FALSE(broker->connect("167838211", 80, "").has_value());
  CHECK(broker->listen("0.0.0.0", 80, "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "what a name resolves to is judged by the deny rules") {
  start({.net = {.allow = list({"localhost"}), .deny = list({"127.0.0.1"})}});
  auto grant = broker->connect("localhost", 80, "").value();
  auto refused = grant.admits(*IpAddress::parse_strict("127.0.0.1"));
  CHECK(refused.error().message ==
        "Requires net access to \"127.0.0.1:80\", run again with the --allow-net flag");
  CHECK(grant.admits(*IpAddress::parse_strict("::1")).has_value());
}

TEST_CASE_FIXTURE(
    BrokerFixture, "a host that is none is an URIError even with everything granted") {
  start({.allow_all = true});
  CHECK(broker->connect("a b", 1, "").error().error_class == ErrorClass::URIError);
  CHECK(refusal_of(broker->connect("a b", 1, "")) ==
        "invalid host 'a b': invalid char found in FQDN");
  CHECK(refusal_of(broker->connect("", 1, "")) == "invalid empty host: ''");
  CHECK(refusal_of(broker->connect("1.2.3.4.", 1, "")) == "invalid host: '1.2.3.4'");
}

TEST_CASE_FIXTURE(BrokerFixture, "a name that merely ends in a wildcard's domain is not covered") {
  start({.net = {.allow = list({"*.example.com"})}});
  CHECK(broker->connect("example.com", 1, "").has_value());
  CHECK(broker->connect("a.b.EXAMPLE.com", 1, "").has_value());
  CHECK_FALSE(broker->connect("notexample.com", 1, "").has_value());
  CHECK_FALSE(broker->connect("example.com.evil.org", 1, "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "a Unix socket needs read, write and net") {
  paths.links["/var/run"] = "/run";
  KindFlags all{.allow = whole()};
  start({.read = all, .write = all});
  CHECK(refusal_of(broker->unix_socket("/var/run/x.sock", "")) ==
        "Requires net access to \"unix:/var/run/x.sock\", run again with the --allow-net flag");
  start({.read = all, .write = all, .net = {.allow = list({"unix:/var/run/x.sock"})}});
  CHECK(broker->unix_socket("/var/run/x.sock", "").value().resolved() == "/run/x.sock");
  CHECK_FALSE(broker->unix_socket("/var/run/y.sock", "").has_value());
  // Planted after the start.
  paths.links["/run/x.sock"] = "/run/docker.sock";
  CHECK_FALSE(broker->unix_socket("/var/run/x.sock", "").has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "with every permission a Unix socket is reached through links") {
  paths.links["/var/run"] = "/run";
  start({.allow_all = true});
  CHECK(broker->unix_socket("/var/run/x.sock", "").value().resolved() == "/run/x.sock");
}

TEST_CASE_FIXTURE(BrokerFixture, "serving grants its own address, and what reaches it from here") {
  auto may_use = [&](const char* host, std::uint16_t port) {
    return broker->listen(host, port, "").has_value();
  };
  start({.no_prompt = true, .serve = ServeAddress{.host = "0.0.0.0", .port = 8000}});
  CHECK(may_use("0.0.0.0", 8000));
  CHECK(may_use("127.0.0.1", 8000));
  CHECK(may_use("localhost", 8000));
  CHECK_FALSE(may_use("0.0.0.0", 8001));
  start({.no_prompt = true, .serve = ServeAddress{.host = "::1", .port = 8000}});
  CHECK(may_use("[::1]", 8000));
  CHECK_FALSE(may_use("localhost", 8000));
  // Any free port: that is what may be asked for, not every port there is.
  start({.no_prompt = true, .serve = ServeAddress{.host = "127.0.0.1", .port = 0}});
  CHECK(may_use("127.0.0.1", 0));
  CHECK_FALSE(may_use("127.0.0.1", 8000));
}

TEST_CASE_FIXTURE(BrokerFixture, "a computed import does not reach the default hosts") {
  start({.import_hosts = {"my.host:443"}});
  CHECK(broker->import("deno.land", 443, ImportUse::Static).has_value());
  CHECK(broker->import("my.host", 443, ImportUse::Static).has_value());
  CHECK_FALSE(broker->import("deno.land", 443, ImportUse::Computed).has_value());
  CHECK_FALSE(broker->import("my.host", 443, ImportUse::Computed).has_value());
  start({.import = {.deny = whole()}});
  CHECK_FALSE(broker->import("deno.land", 443, ImportUse::Static).has_value());
  start({.import = {.deny = list({"deno.land"})}, .allow_all = true, .no_prompt = true});
  CHECK_FALSE(broker->import("deno.land", 443, ImportUse::Static).has_value());
  start({.import = {.allow = list({"a.b"}), .deny = whole()}});
  auto grant = broker->import("a.b", 443, ImportUse::Static).value();
  CHECK(grant.admits(*IpAddress::parse_strict("1.2.3.4")).has_value());
  start({.import = {.allow = list({"deno.land:443"})}, .no_prompt = true});
  CHECK(broker->import("deno.land", 443, ImportUse::Computed).has_value());
  CHECK_FALSE(broker->import("jsr.io", 443, ImportUse::Static).has_value());
  CHECK(broker->revoke({.kind = Kind::Import, .value = "deno.land:443"}).has_value());
  CHECK_FALSE(broker->import("deno.land", 443, ImportUse::Computed).has_value());
  start({.import = {.allow = whole()}, .no_prompt = true});
  CHECK(broker->import("a.b", 443, ImportUse::Computed).has_value());
  CHECK(broker->revoke({.kind = Kind::Import}).has_value());
  CHECK_FALSE(broker->import("a.b", 443, ImportUse::Computed).has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "an ignored variable is unset, and so are writes to it") {
  start({.env = {.allow = list({"FOO"}), .ignore = whole()}});
  CHECK(broker->env("FOO").value().view() == EnvView::Real);
  CHECK(broker->env("BAR").value().view() == EnvView::Ignored);
  CHECK(broker->env_write("BAR").value().view() == EnvView::Ignored);
  auto all = broker->env_all().value();
  CHECK(all.shows("FOO"));
  CHECK_FALSE(all.shows("BAR"));
}

TEST_CASE_FIXTURE(BrokerFixture, "a listing leaves denied variables out") {
  start({.env = {.allow = whole(), .deny = list({"AWS_*"})}});
  auto all = broker->env_all().value();
  CHECK(all.shows("HOME"));
  CHECK_FALSE(all.shows("AWS_SECRET"));
  start({.env = {.allow = list({"*"})}});
  CHECK_FALSE(broker->env_all().has_value());
  start({.env = {.allow = list({"FOO"}), .deny = whole()}});
  CHECK_FALSE(broker->env_all().has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "a few variables may always be read, never written") {
  start({});
  for (const char* name : {"NO_COLOR", "FORCE_COLOR", "NODE_DEBUG", "NODE_OPTIONS"}) {
    CHECK(broker->env(name).value().view() == EnvView::Real);
    CHECK_FALSE(broker->env_write(name).has_value());
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
