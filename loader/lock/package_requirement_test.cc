#include "loader/lock/package_requirement.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/lock/package_requirement");

// Recorded from the lock file that Deno writes for this config.
TEST_CASE("packages are listed as Deno lists them") {
  auto config = parse_json(R"({"imports": {"jj": "jsr:@std/path@^1.0.0", "j2": "jsr:@std/a@1.2.3",
      "j3": "jsr:@std/b", "j4": "jsr:/@a/b@1/", "j5": "jsr:@std/c@~1.2",
      "j6": "jsr:@std/d@>=1.2 <3", "j7": "jsr:@std/e@^0.5.1", "j8": "jsr:@std/f@1.x",
      "j9": "jsr:@std/g@latest", "n": "npm:chalk@5/sub", "n2": "npm:kleur",
      "n3": "npm:/pp@^1.2.0/", "n4": "npm:@types/node@*", "n5": "npm:x1@1.0.0-beta.1",
      "n6": "npm:x2@^1", "n7": "npm:x3@^0.0.3", "n8": "npm:x4@~0", "bad": "npm:",
      "bad2": "jsr:foo", "n9": "npm:X5@1 || 2", "file": "./x.ts", "null": null}})");
  CHECK(package_requirements(config.value()) ==
        std::vector<std::string>{"jsr:@a/b@1", "jsr:@std/a@1.2.3", "jsr:@std/b@*", "jsr:@std/c@1.2",
            "jsr:@std/e@~0.5.1", "jsr:@std/f@1", "jsr:@std/g@latest", "jsr:@std/path@1",
            "jsr:foo@*", "npm:@types/node@*", "npm:chalk@5", "npm:kleur@*", "npm:pp@^1.2.0",
            "npm:x1@1.0.0-beta.1", "npm:x2@1", "npm:x3@^0.0.3", "npm:x4@0"});
}

TEST_CASE("scopes and types name packages too") {
  auto config = parse_json(R"({"compilerOptions": {"types": ["npm:@types/node@20"]},
      "scopes": {"./": {"q": "jsr:@std/fs@1"}, "bad": 5}})");
  CHECK(package_requirements(config.value()) ==
        std::vector<std::string>{"jsr:@std/fs@1", "npm:@types/node@20"});
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
