#include "runtime/os/environment.h"

#include <doctest/doctest.h>

#include "runtime/os/quoted.h"
#include "tests/support/disk.h"
#include "tests/support/host_authority.h"

namespace bailey::os {
namespace {

using tests::host_authority;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/environment");

struct EnvironmentFixture {
  char home[13] = "HOME=/home/x";
  char twice[7] = "HOME=2";
  char empty[7] = "EMPTY=";
  char strange[8] = "NOVALUE";
  char* variables[5] = {home, twice, empty, strange, nullptr};
  Environment environment{variables};

  Result<std::optional<std::string>> get(const char* name) const {
    return environment.get(host_authority().env(name));
  }
  Result<> set(std::string name, std::string value) {
    return environment.set(host_authority().env_write(std::move(name)), std::move(value));
  }
};

TEST_CASE_FIXTURE(
    EnvironmentFixture, "the first of several entries counts, broken ones are dropped") {
  CHECK(get("HOME").value() == "/home/x");
  CHECK(get("EMPTY").value() == "");
  CHECK(get("NOVALUE").value() == std::nullopt);
}

TEST_CASE_FIXTURE(EnvironmentFixture, "changes are seen by later reads") {
  REQUIRE(set("HOME", "/elsewhere"));
  CHECK(get("HOME").value() == "/elsewhere");
  REQUIRE(environment.remove(host_authority().env_write("HOME")));
  CHECK_FALSE(environment.has(host_authority().env("HOME")).value());
}

TEST_CASE_FIXTURE(
    EnvironmentFixture, "names and values that cannot be are refused with Deno's texts") {
  CHECK(message_of(get("")) == "Key is an empty string.");
  CHECK(message_of(get("a=b")) == "Key contains invalid characters: \"a=b\"");
  CHECK(
      message_of(set(std::string("a\0b", 3), "")) == "Key contains invalid characters: \"a\\0b\"");
  CHECK(
      message_of(set("a", std::string("x\0", 2))) == "Value contains invalid characters: \"x\\0\"");
  CHECK(message_of(environment.remove(host_authority().env_write(""))) ==
        "Key contains invalid characters: \"\"");
}

TEST_CASE_FIXTURE(EnvironmentFixture, "listing gives every variable by name") {
  auto all = environment.list(host_authority().env_all());
  REQUIRE(all.size() == 2);
  CHECK(all[0].first == "EMPTY");
  CHECK(all[1] == std::pair<std::string, std::string>("HOME", "/home/x"));
}

TEST_CASE_FIXTURE(EnvironmentFixture, "temporary files go where TMPDIR says") {
  CHECK(environment.temporary_folder() == "/tmp");
  REQUIRE(set("TMPDIR", "/var/tmp"));
  CHECK(environment.temporary_folder() == "/var/tmp");
}

TEST_CASE_FIXTURE(EnvironmentFixture, "programs are found in the folders of PATH") {
  tests::Disk disk;
  disk.make_folder("bin");
  disk.make_file("bin/tool", "#!/bin/true\n");
  disk.make_file("bin/data", "");
  ::chmod(disk.at("bin/tool").c_str(), 0755);
  ::chmod(disk.at("bin/data").c_str(), 0644);
  REQUIRE(set("PATH", "/nowhere::" + disk.at("bin/")));
  DiskPrograms programs(environment, host_authority().env("PATH"));
  CHECK(programs.find("tool", std::nullopt) == disk.at("bin/tool"));
  CHECK(programs.find("data", std::nullopt) == std::nullopt);
  CHECK(programs.find("tool", "/nowhere") == std::nullopt);
  CHECK(programs.find("bin", disk.dir.path()) == std::nullopt);
  CHECK(programs.find("", std::nullopt) == std::nullopt);
}

TEST_CASE("quoting shows what cannot be seen") {
  CHECK(quoted("a\"b\\c") == "\"a\\\"b\\\\c\"");
  CHECK(quoted("\x1b[2J\n\t") == "\"\\u{1b}[2J\\n\\t\"");
  CHECK(quoted("caf\xc3\xa9 \xff") == "\"caf\xc3\xa9 \\xFF\"");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
