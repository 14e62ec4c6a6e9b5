#include "loader/config/permission_set.h"

#include <doctest/doctest.h>

#include <format>

namespace bailey::loader {
namespace {

using permissions::FlagUse;
using permissions::FlagValues;
using Values = std::vector<std::string>;

Result<std::optional<PermissionSet>> find(std::string_view text, std::string_view name) {
  return permission_set(Config::parse("/app/deno.json", text).value(), name);
}

PermissionSet set_of(std::string_view set) {
  return find(std::format("{{\"permissions\": {{\"default\": {}}}}}", set), "default")
      .value()
      .value();
}

// What is wrong, and where.
std::string error_of(std::string_view text) {
  auto found = find(text, "default");
  if (found) return "";
  std::string_view message = found.error().message;
  std::string_view start = "Failed to parse \"permissions\" configuration\n\nCaused by:\n    ";
  REQUIRE(message.starts_with(start));
  return std::string(message.substr(start.size()));
}

TEST_SUITE_BEGIN("loader/config/permission_set");

TEST_CASE("a set says of each kind what flags would") {
  auto set = set_of(R"({"read": ["./a", "b/../c", "/d"], "write": true, "net": false,
      "env": {"allow": ["A"], "deny": ["B", "C*"], "ignore": true},
      "run": ["git", "./x.sh"], "sys": ["hostname", "umask"], "import": {"deny": ["a.example"]}})");
  CHECK(set.read.allow.values == Values{"/app/a", "/app/c", "/d"});
  CHECK(set.write.allow.use == FlagUse::Whole);
  CHECK(set.net.allow.use == FlagUse::Listed);
  CHECK(set.net.allow.values.empty());
  CHECK(set.env.allow.values == Values{"A"});
  CHECK(set.env.deny.values == Values{"B", "C*"});
  CHECK(set.env.ignore.use == FlagUse::Whole);
  CHECK(set.run.allow.values == Values{"git", "/app/x.sh"});
  CHECK(set.sys.allow.values == Values{"hostname", "umask"});
  CHECK(set.import.allow.use == FlagUse::Absent);
  CHECK(set.import.deny.values == Values{"a.example"});
  CHECK(set.ffi.allow.use == FlagUse::Absent);
}

TEST_CASE("a set is found by its name, and may be missing") {
  auto text = R"({"permissions": {"a": {"env": true}, "b": {}}})";
  CHECK(find(text, "a").value()->env.allow.use == FlagUse::Whole);
  CHECK(find(text, "b").value()->env.allow.use == FlagUse::Absent);
  CHECK_FALSE(find(text, "c").value().has_value());
  CHECK_FALSE(find("{}", "a").value().has_value());
  CHECK_FALSE(find(R"({"permissions": null})", "a").value().has_value());
}

TEST_CASE("each list that a flag gives replaces the list of the set") {
  auto set = set_of(R"({"read": {"allow": ["a"], "deny": ["a/b"]}, "env": true})");
  FlagValues flags;
  flags.read.allow = {FlagUse::Listed, {"/etc"}};
  flags.env.deny = {FlagUse::Listed, {"X"}};
  auto merged = with_permission_set(flags, set);
  CHECK(merged.read.allow.values == Values{"/etc"});
  CHECK(merged.read.deny.values == Values{"/app/a/b"});
  CHECK(merged.env.allow.use == FlagUse::Whole);
  CHECK(merged.env.deny.values == Values{"X"});
}

TEST_CASE("all grants the kinds that nobody speaks of") {
  auto set = set_of(R"({"all": true, "read": ["a"], "net": false, "ffi": {"deny": ["b"]}})");
  FlagValues flags;
  flags.env.allow = {FlagUse::Listed, {"X"}};
  auto merged = with_permission_set(flags, set);
  CHECK(merged.read.allow.values == Values{"/app/a"});
  CHECK(merged.net.allow.use == FlagUse::Listed);
  CHECK(merged.env.allow.values == Values{"X"});
  CHECK(merged.write.allow.use == FlagUse::Whole);
  CHECK(merged.ffi.allow.use == FlagUse::Whole);
  CHECK(merged.ffi.deny.values == Values{"/app/b"});
}

TEST_CASE("an empty list of import hosts leaves those that need no flag") {
  for (const char* text : {R"({"import": false})", R"({"import": []})"})
    CHECK(with_permission_set({}, set_of(text)).import.allow.use == FlagUse::Absent);
}

TEST_CASE("errors are in Deno's words and end with their place") {
  auto at = [](std::string_view what, std::string_view place) {
    return std::format("{}\n    at file:///app/deno.json:{}", what, place);
  };
  CHECK(error_of("{\n  \"permissions\": []}") ==
        at("invalid type: sequence, expected a map", "2:18"));
  CHECK(error_of(R"({"permissions": {"x": true}})") ==
        at("invalid type: boolean `true`, expected struct PermissionsObject", "1:23"));
  CHECK(error_of("{\"permissions\": {\"x\": {\n\"foo\": true}}}") ==
        at("unknown field `foo`, expected one of `all`, `read`, `write`, `import`, `env`, `net`, "
           "`run`, `ffi`, `sys`",
            "2:1"));
  std::string untagged = "data did not match any variant of untagged enum ";
  CHECK(error_of(R"({"permissions": {"x": {"read": 5}}})") ==
        at(untagged + "AllowDenyIgnorePermissionConfigValue", "1:32"));
  CHECK(error_of(R"({"permissions": {"x": {"net": {"ignore": true}}}})") ==
        at(untagged + "AllowDenyPermissionConfigValue", "1:42"));
  CHECK(error_of(R"({"permissions": {"x": {"net": ["a", 1]}}})") ==
        at(untagged + "AllowDenyPermissionConfigValue", "1:37"));
  CHECK(error_of(R"({"permissions": {"x": {"all": 1}}})") ==
        at("invalid type: integer `1`, expected a boolean", "1:31"));
}

TEST_CASE("a value that no flag would take is an error with its place") {
  auto error = [](std::string_view set) {
    return error_of(std::format("{{\"permissions\": {{\"x\": {}}}}}", set));
  };
  CHECK(
      error(R"({"read": [""]})") == "Empty path is not allowed\n    at file:///app/deno.json:1:33");
  CHECK(error(R"({"net": ["a.example", "http://x"]})") ==
        "invalid value 'http://x': URLs are not supported, only domains and IPs\n"
        "    at file:///app/deno.json:1:45");
  CHECK(error(R"({"sys": ["foo"]})").starts_with("unknown system info kind \"foo\"\n"));
  CHECK(error(R"({"env": ["A=B"]})").starts_with("invalid env var name: 'A=B'\n"));
  CHECK(error(R"({"run": [""]})").starts_with("Empty command name not allowed\n"));
  CHECK(error("{\"read\": [\"a\\u0000b\"]}").starts_with("a path cannot hold a NUL character\n"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
