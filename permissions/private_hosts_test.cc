#include "permissions/private_hosts.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "permissions/net_rule.h"
#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using tests::BrokerFixture;
using tests::list;
using tests::refusal_of;
using tests::whole;

TEST_SUITE_BEGIN("permissions/private_hosts");

IpAddress address(const char* text) { return IpAddress::parse_strict(text).value(); }

TEST_CASE("the group holds what only this machine or its network can reach, to the edges") {
  for (const char* text : {"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0",
           "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.255.255.255", "168.63.129.16",
           "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.192",
           "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "224.0.0.1",
           "239.255.255.250", "240.0.0.0", "255.255.255.255", "::", "::1",
           "fc00::", "fd00:ec2::254", "fdff:ffff::", "fe80::1", "febf::", "fec0::1",
           "feff::", "ff02::1", "64:ff9b:1::", "::ffff:10.0.0.1"}) {
    CAPTURE(text);
    CHECK(is_private(address(text)));
  }
  for (const char* text : {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
           "126.255.255.255", "128.0.0.0", "168.63.129.15", "169.253.255.255", "169.255.0.0",
           "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
           "198.17.255.255", "198.20.0.0", "223.255.255.255", "::2",
           "64:ff9b:2::", "fbff::", "2001:4860:4860::8888", "fe7f::", "::ffff:8.8.8.8"}) {
    CAPTURE(text);
    CHECK_FALSE(is_private(address(text)));
  }
}

TEST_CASE("a subnet touches the group when either holds a part of the other") {
  CHECK(touches_private(address("10.1.0.0"), 16));
  CHECK(touches_private(address("0.0.0.0"), 0));
  CHECK(touches_private(address("172.0.0.0"), 8));
  CHECK(touches_private(address("::"), 0));
  CHECK_FALSE(touches_private(address("8.0.0.0"), 8));
  CHECK_FALSE(touches_private(address("2000::"), 3));
}

// Every spelling of these is denied, whatever the script calls the host.
TEST_CASE_FIXTURE(BrokerFixture, "no spelling of a private address gets past its denial") {
  start({.net = {.allow = whole(), .deny = list({"private"})}});
  for (const char* host : {"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1",
           "0177.0.0.1", "017700000001", "0x7f.0.0.0x1", "127.0.0.1%lo", "127.1.", "0", "0x0", "00",
           "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "LocalHost.", "10.0.0.1", "167772161",
           "0xa9fea9fe", "2852039166", "169.254.43518", "0251.0376.0251.0376", "169.254.169.254",
           "::1", "[::1]", "0:0:0:0:0:0:0:1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1",
           "[::FFFF:169.254.169.254]", "::127.0.0.1", "::a9fe:a9fe", "64:ff9b::127.0.0.1",
           "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
           "::ffff:0:127.0.0.1", "2001:0:a00:1::", "2001::f5ff:fffe", "2001:db8::5efe:10.0.0.1",
           "2001:db8::200:5efe:a00:1", "fe80::1%eth0", "[fe80::1%25eth0]", "fd00:ec2::254"}) {
    CAPTURE(host);
    CHECK(refusal_of(broker->connect(host, 80, "")).starts_with("Requires net access to"));
  }
  for (const char* host :
      {"8.8.8.8", "example.com", "134744072", "::8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8",
          "2002:808:808::", "private", "localhost.example.com", "xlocalhost"}) {
    CAPTURE(host);
    CHECK(refusal_of(broker->connect(host, 80, "")).empty());
  }
  auto name = broker->connect("example.com", 80, "").value();
  CHECK(name.admits(address("93.184.216.34")).has_value());
  for (const char* text : {"10.0.0.1", "::1", "::", "64:ff9b::7f00:1", "169.254.169.254"}) {
    CAPTURE(text);
    CHECK_FALSE(name.admits(address(text)).has_value());
  }
}

TEST_CASE_FIXTURE(BrokerFixture, "what is listed wins over the group, a name does not") {
  start({.net = {.allow = list({"10.0.0.5:5432", "172.16.0.0/16", "example.com", "localhost:80"}),
             .deny = list({"private"})}});
  CHECK(refusal_of(broker->connect("10.0.0.5", 5432, "")).empty());
  CHECK(refusal_of(broker->connect("172.16.3.3", 1, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("10.0.0.5", 22, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("172.17.0.1", 1, "")).empty());
  auto name = broker->connect("example.com", 5432, "").value();
  // No more than the script could reach by writing the address itself.
  CHECK(name.admits(address("10.0.0.5")).has_value());
  CHECK_FALSE(name.admits(address("10.0.0.6")).has_value());
  CHECK_FALSE(broker->connect("localhost", 80, "")->admits(address("127.0.0.1")).has_value());
  CHECK_FALSE(refusal_of(broker->connect("localhost", 81, "")).empty());
}

TEST_CASE_FIXTURE(BrokerFixture, "the group can be allowed, and have a port") {
  start({.net = {.allow = list({"private:80", "Private:443"})}});
  CHECK(refusal_of(broker->connect("10.0.0.5", 80, "")).empty());
  CHECK(refusal_of(broker->connect("localhost", 443, "")).empty());
  CHECK(refusal_of(broker->connect("fd00::1", 443, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("10.0.0.5", 81, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("8.8.8.8", 80, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("db.localhost", 80, "")).empty());
  // Allow rules look at what the script wrote, never at what it resolves to.
  CHECK_FALSE(refusal_of(broker->connect("2130706433", 80, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("::127.0.0.1", 80, "")).empty());
}

TEST_CASE_FIXTURE(BrokerFixture, "a host that is called private is written with a dot") {
  start({.net = {.allow = list({"private."})}});
  CHECK(refusal_of(broker->connect("private", 80, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("127.0.0.1", 80, "")).empty());
  start({});
  CHECK(refusal_of(broker->connect("private", 80, "")) ==
        "Requires net access to \"private.:80\", run again with the --allow-net flag");
  CHECK(parse_net_rule("private")->to_string() == "private");
  CHECK(parse_net_rule("private:80")->to_string() == "private:80");
  CHECK(parse_net_query("private")->kind == HostKind::Name);
}

TEST_CASE_FIXTURE(
    BrokerFixture, "a server listens where it was told to, and reaches nothing there") {
  start({.net = {.allow = whole(), .deny = list({"private"})},
      .serve = ServeAddress{.host = "0.0.0.0", .port = 8000}});
  auto listen = broker->listen("0.0.0.0", 8000, "").value();
  CHECK(listen.admits(IpAddress()).has_value());
  CHECK_FALSE(refusal_of(broker->listen("0.0.0.0", 8001, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("127.0.0.1", 8001, "")).empty());
}

TEST_CASE_FIXTURE(
    BrokerFixture, "a worker can have the group, but only from a parent that has it") {
  ChildPermissions wanted{.net = {.use = ChildUse::Listed, .values = {"private"}}};
  start({.net = {.allow = list({"private"})}});
  start_with(broker->narrow(wanted).value());
  CHECK(refusal_of(broker->connect("10.0.0.5", 80, "")).empty());
  CHECK_FALSE(refusal_of(broker->connect("8.8.8.8", 80, "")).empty());
  for (const auto& net : {KindFlags{.allow = list({"10.0.0.0/8", "127.0.0.1"})},
           KindFlags{.allow = whole(), .deny = list({"private"})},
           KindFlags{.allow = list({"private:80"})}}) {
    start({.net = net});
    CHECK_FALSE(broker->narrow(wanted).has_value());
  }
  // A parent's denied group: no list of the child's gets around it.
  start({.net = {.allow = whole(), .deny = list({"private"})}});
  for (const char* value : {"10.0.0.1", "10.0.0.1:80", "localhost", "localhost:80", "*.localhost",
           "10.0.0.0/8", "0.0.0.0/0", "0.0.0.0/0:80", "private:80", "[::1]:1"}) {
    CAPTURE(value);
    CHECK_FALSE(broker->narrow({.net = {.use = ChildUse::Listed, .values = {value}}}).has_value());
  }
  CHECK(broker->narrow({.net = {.use = ChildUse::Listed, .values = {"8.8.8.8"}}}).has_value());
}

TEST_CASE_FIXTURE(BrokerFixture, "revoking an address takes the group's grant away") {
  start({.net = {.allow = list({"private"})}});
  CHECK(broker->revoke({.kind = Kind::Net, .value = "10.0.0.1"}) == State::Prompt);
  CHECK_FALSE(refusal_of(broker->connect("127.0.0.1", 80, "")).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
