#include "loader/config/policy_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace bailey::loader {
namespace {

const Json kSet = {{"read", {"./a"}}, {"env", true}};

std::string put(std::string_view text, const std::string& name = "default") {
  auto changed = put_permission_set(text, name, kSet);
  return changed ? *changed : "error: " + changed.error().message;
}

TEST_SUITE_BEGIN("loader/config/policy_text");

TEST_CASE("an empty file becomes a whole one, and a comment stays") {
  std::string whole = R"({
  "permissions": {
    "default": {
      "read": [
        "./a"
      ],
      "env": true
    }
  }
}
)";
  CHECK(put("") == whole);
  CHECK(put("// mine\n") == "// mine\n" + whole);
  CHECK(put("// mine") == "// mine\n" + whole);
}

TEST_CASE("only the set of that name is replaced") {
  std::string before = R"({
    // tasks
    "tasks": { "x": "y" }, /* kept */
    'permissions': {
        // the usual
        "default": { "net": true /* goes with the set */ }, // stays
        "ci": { "all": true },
    }, // last
    imports: {}
}
)";
  std::string after = R"({
    // tasks
    "tasks": { "x": "y" }, /* kept */
    'permissions': {
        // the usual
        "default": {
            "read": [
                "./a"
            ],
            "env": true
        }, // stays
        "ci": { "all": true },
    }, // last
    imports: {}
}
)";
  CHECK(put(before) == after);
}

TEST_CASE("a set that is new comes last, behind the comments") {
  CHECK(put("{\n\t\"permissions\": {\n\t\t\"a\": {} // one\n\t\t// end\n\t}\n}\n") ==
        "{\n\t\"permissions\": {\n\t\t\"a\": {}, // one\n\t\t// end\n\t\t\"default\": {\n\t\t\t"
        "\"read\": [\n\t\t\t\t\"./a\"\n\t\t\t],\n\t\t\t\"env\": true\n\t\t}\n\t}\n}\n");
  CHECK(put("{ \"a\": 1, // ,\n}").starts_with("{ \"a\": 1, // ,\n  \"permissions\": {"));
  CHECK(put("{}").starts_with("{\n  \"permissions\": {\n    \"default\": {\n"));
  CHECK(put("{\"permissions\": null}").starts_with("{\"permissions\": {\n  \"default\": {\n"));
}

TEST_CASE("a comma in a comment is no comma") {
  CHECK(
      put("{\n  \"a\": 1 // x, y\n}").starts_with("{\n  \"a\": 1, // x, y\n  \"permissions\": {"));
  CHECK(
      put("{\n  \"a\": 1 /* , */\n}").starts_with("{\n  \"a\": 1, /* , */\n  \"permissions\": {"));
}

TEST_CASE("line ends and a byte order mark stay as they are") {
  auto changed = put("\xEF\xBB\xBF{\r\n  \"a\": 1\r\n}\r\n");
  CHECK(changed.starts_with("\xEF\xBB\xBF{\r\n  \"a\": 1,\r\n  \"permissions\": {\r\n"));
  CHECK(changed.ends_with("\r\n  }\r\n}\r\n"));
  std::string bare = changed;
  std::erase(bare, '\r');
  CHECK(std::ranges::count(bare, '\n') == std::ranges::count(changed, '\r'));
}

TEST_CASE("the name of a set may be anything") {
  CHECK(put("{}", "a\"b\n").contains("\"a\\\"b\\n\": {"));
}

TEST_CASE("what cannot hold a set is refused") {
  CHECK(put("[]") == "error: the file holds no object");
  CHECK(put("{\"permissions\": []}") == "error: its \"permissions\" is no object");
  CHECK(put("{").starts_with("error: Unterminated object"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
