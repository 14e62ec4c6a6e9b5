#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using tests::list;
using tests::refusal_of;
using tests::whole;

struct RunFixture : tests::BrokerFixture {
  RunFixture() { programs.executables = {"/bin/tool", "/bin/tool.sh", "/opt/tool", "/bin/ls"}; }

  std::string run(std::string_view command) {
    return refusal_of(broker->run({.command = command}, "Deno.Command()"));
  }
};

TEST_SUITE_BEGIN("permissions/broker_run");

TEST_CASE_FIXTURE(RunFixture, "a grant carries the path that was found, links and all") {
  paths.links["/bin/tool"] = "/bin/multi";
  start({.run = {.allow = list({"tool"})}});
  auto grant = broker->run({.command = "tool"}, "").value();
  CHECK(grant.resolved() == "/bin/tool");
  CHECK(grant.as_written() == "tool");
}

TEST_CASE_FIXTURE(RunFixture, "only the program that was found at the start may run") {
  start({.run = {.allow = list({"tool"})}});
  CHECK(run("/bin/tool") == "");
  CHECK(run("../../bin/tool") == "");
  CHECK(run("/opt/tool") ==
        "Requires run access to \"/opt/tool\", run again with the --allow-run flag");
  CHECK_FALSE(broker->run({.command = "tool", .search_path = "/opt"}, "").has_value());
  CHECK(run("tool.sh") != "");
}

TEST_CASE_FIXTURE(RunFixture, "a relative command counts from the child's folder") {
  start({.run = {.allow = list({"/bin/tool"})}});
  CHECK(broker->run({.command = "./tool", .directory = "/bin"}, "").has_value());
  CHECK_FALSE(broker->run({.command = "./tool", .directory = "/opt"}, "").has_value());
}

TEST_CASE_FIXTURE(RunFixture, "a bare name that finds nothing is not found, allowed or not") {
  start({});
  CHECK(run("nosuch") == "Failed to spawn 'nosuch': entity not found");
  CHECK(run("") == "Failed to spawn '': entity not found");
  CHECK(run("./nosuch") ==
        "Requires run access to \"./nosuch\", run again with the --allow-run flag");
}

TEST_CASE_FIXTURE(RunFixture, "a flag that names no program says so and grants nothing") {
  auto parsed = parse_policy({.run = {.allow = list({"nosuch"})}}, paths, programs).value();
  CHECK(parsed.notices == std::vector<std::string>{
                              "Failed to resolve 'nosuch' for allow-run: cannot find binary path"});
  start_with(parsed.policy);
  CHECK(run("tool") != "");
}

TEST_CASE_FIXTURE(RunFixture, "a program that may run cannot be written") {
  paths.links["/bin/tool"] = "/usr/lib/multi";
  start({.write = {.allow = whole()}, .run = {.allow = list({"tool"})}});
  CHECK_FALSE(broker->write("/bin/tool", "").has_value());
  CHECK_FALSE(broker->write_entry("/bin/tool", "").has_value());
  CHECK_FALSE(broker->write("/usr/lib/multi", "").has_value());
  CHECK_FALSE(broker->write_tree("/bin", "").has_value());
  CHECK(broker->write("/bin/other", "").has_value());
}

TEST_CASE_FIXTURE(RunFixture, "a denied program is refused under any link and any extension") {
  paths.links["/home/me/link"] = "/bin/tool";
  start({.run = {.allow = whole(), .deny = list({"TOOL"})}});
  for (const char* command : {"tool", "tool.sh", "/opt/tool", "./link"}) {
    CAPTURE(command);
    CHECK(run(command) != "");
  }
  CHECK(run("ls") == "");
  start({.run = {.allow = whole(), .deny = list({"/bin/tool"})}});
  CHECK(run("./link") != "");
  CHECK(run("/opt/tool") == "");
}

TEST_CASE_FIXTURE(RunFixture, "loader variables need unlimited run") {
  start({.run = {.allow = list({"ls"})}});
  std::vector<std::string> variables = {"PATH", "LD_Z", "DYLD_A", "LDX", "XLD_"};
  CHECK(refusal_of(broker->run({.command = "ls", .variables = variables}, "")) ==
        "Requires --allow-run permissions to spawn subprocess with DYLD_A, LD_Z environment "
        "variables. Alternatively, spawn with these environment variables unset.");
  std::vector<std::string> one = {"LD_PRELOAD"};
  CHECK(refusal_of(broker->run({.command = "ls", .variables = one}, "")) ==
        "Requires --allow-run permissions to spawn subprocess with LD_PRELOAD environment "
        "variable. Alternatively, spawn with the environment variable unset.");
  std::vector<std::string> lower = {"ld_preload"};
  CHECK(refusal_of(broker->run({.command = "ls", .variables = lower}, "")) ==
        "Requires --allow-run permissions to spawn subprocess with ld_preload environment "
        "variable. Alternatively, spawn with the environment variable unset.");
  start({.run = {.allow = whole()}});
  CHECK(broker->run({.command = "ls", .variables = one}, "").has_value());
}

TEST_CASE_FIXTURE(RunFixture, "a judged program comes with where it leads") {
  paths.links["/bin/tool"] = "/bin/multi";
  start({.run = {.allow = list({"tool"})}});
  CHECK(broker->run({.command = "tool"}, "")->target() == "/bin/multi");
  start({.run = {.allow = whole(), .deny = list({"ls"})}});
  CHECK(broker->run({.command = "tool"}, "")->target() == "/bin/multi");
  start({.run = {.allow = whole()}});
  CHECK(broker->run({.command = "tool"}, "")->target().empty());
}

TEST_CASE_FIXTURE(
    RunFixture, "a child inherits what script may read, and what every program needs") {
  start({.env = {.allow = list({"AWS_*", "ONE"}),
             .deny = list({"AWS_SECRET", "HOME"}),
             .ignore = list({"TERM"})}});
  auto inherited = broker->child_environment();
  for (const char* name : {"AWS_REGION", "ONE", "PATH", "LANG", "LC_ALL", "TZ", "NO_COLOR"}) {
    CAPTURE(name);
    CHECK(inherited.passes(name));
  }
  for (const char* name : {"AWS_SECRET", "HOME", "TERM", "TOKEN", "LD_PRELOAD", "NODE_OPTIONS",
           "DENO_AUTH_TOKENS", "SSH_AUTH_SOCK", "PATHS", ""}) {
    CAPTURE(name);
    CHECK_FALSE(inherited.passes(name));
  }
  start({.env = {.allow = whole(), .deny = list({"TOKEN"})}});
  CHECK(broker->child_environment().passes("ANYTHING"));
  CHECK_FALSE(broker->child_environment().passes("TOKEN"));
  start({.env = {.deny = whole()}});
  CHECK_FALSE(broker->child_environment().passes("PATH"));
  start({.allow_all = true});
  CHECK(broker->child_environment().passes("TOKEN"));
}

TEST_CASE_FIXTURE(RunFixture, "a NUL byte in a command is refused") {
  start({.run = {.allow = list({"/bin/ls"})}});
  CHECK(broker->run({.command = std::string_view("/bin/ls\0x", 9)}, "").error().error_class ==
        ErrorClass::TypeError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
