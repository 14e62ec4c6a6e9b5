#include "loader/resolve/import_map.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "loader/resolve/resolver.h"

namespace bailey::loader {
namespace {

using Dialect = ImportMap::Dialect;

// A map from /app/map.json, asked from the module /app/main.ts.
struct Fixture {
  explicit Fixture(std::string_view json, Dialect dialect = Dialect::Standard)
      : map(ImportMap::from_json(parse_json(json).value(), "file:///app/map.json", dialect)
                .value()),
        resolver(map) {}

  std::string operator()(
      std::string_view specifier, std::string_view referrer = "file:///app/main.ts") const {
    auto url = resolver.resolve(specifier, referrer);
    return url ? *url : "! " + url.error().message;
  }

  ImportMap map;
  Resolver resolver;
};

TEST_SUITE_BEGIN("loader/resolve/import_map");

// The expectations of this file were recorded from Deno.
TEST_CASE("bare names, prefixes and URLs are mapped as in Deno") {
  Fixture resolve(R"({"imports": {"foo": "./x.ts", "foo/": "./lib/",
      "bar": "https://e.com/b.js", "http://a.com/": "./a/", "./rel": "./y.ts",
      "jj": "jsr:@std/path@1", "nn": "npm:chalk@5", "nd": "node:fs"}})");
  CHECK(resolve("foo") == "file:///app/x.ts");
  CHECK(resolve("foo/a.ts") == "file:///app/lib/a.ts");
  CHECK(resolve("bar") == "https://e.com/b.js");
  CHECK(resolve("bar/x") ==
        "! Import \"bar/x\" not a dependency and not in import map from \"file:///app/main.ts\"");
  CHECK(resolve("http://a.com/q") == "file:///app/a/q");
  CHECK(resolve("./rel") == "file:///app/y.ts");
  CHECK(resolve("./rel/x") == "file:///app/rel/x");
  CHECK(resolve("jj") == "jsr:@std/path@1");
  CHECK(resolve("jj/posix").starts_with("! Import \"jj/posix\" not a dependency"));
  CHECK(resolve("nn") == "npm:chalk@5");
  CHECK(resolve("nd") == "node:fs");
  CHECK(resolve("fs/promises") == "node:fs/promises");
  CHECK(resolve("https://b/") == "https://b/");
  CHECK(resolve("/abs") == "file:///abs");
  CHECK(resolve("blob:null/x") == "blob:null/x");
  CHECK(resolve("ftp://x") == "ftp://x/");
  CHECK(resolve("").starts_with("! Import \"\" not a dependency and not in import map"));
  CHECK(resolve("http://[") == "! invalid URL: invalid IPv6 address");
  CHECK(resolve.map.warnings().empty());
}

TEST_CASE("a name cannot climb above what its prefix maps to") {
  Fixture resolve(R"({"imports": {"foo/": "./lib/"}})");
  CHECK(resolve("foo/../b") ==
        "! The specifier \"\"foo/../b\"\" backtracks above its prefix "
        "\"\"foo/\"\"");
  CHECK(resolve("foo/%2e%2e/x").find("backtracks above its prefix") != std::string::npos);
  CHECK(resolve("foo/a/../b") == "file:///app/lib/b");
}

TEST_CASE("entries that make no sense block their key and are named once") {
  Fixture resolve(R"({"imports": {"nul": null, "bad/": "./x", "inv": "not-a-url", "num": 5,
      "": "./x", "arr": [1]}})");
  CHECK(resolve("nul") == "! Blocked by null entry for \"\"nul\"\"");
  CHECK(resolve("bad/z") == "! Blocked by null entry for \"\"bad/\"\"");
  CHECK(resolve("inv") == "! Blocked by null entry for \"\"inv\"\"");
  CHECK(resolve("num") == "! Blocked by null entry for \"\"num\"\"");
  CHECK(resolve.map.warnings() ==
        std::vector<std::string>{
            "Import map: Invalid address \"null\" for the specifier key \"nul\". Addresses must "
            "be strings.",
            "Import map: Invalid target address \"file:///app/x\" for package specifier "
            "\"bad/\". Package address targets must end with \"/\".",
            "Import map: Invalid address \"not-a-url\" for the specifier key \"inv\".",
            "Import map: Invalid address \"5\" for the specifier key \"num\". Addresses must be "
            "strings.",
            "Import map: Invalid empty string specifier.",
            "Import map: Invalid address \"[object]\" for the specifier key \"arr\". Addresses "
            "must be strings."});
}

TEST_CASE("of scopes and prefixes the most specific one that applies wins") {
  Fixture resolve(R"({"imports": {"a": "./root.ts", "p/": "./p/", "p/q/": "./q/"},
      "scopes": {"./sub/": {"a": "./sub.ts"}, "./": {"a": "./app.ts", "b": "./b.ts"},
                 "./sub/one.ts": {"a": "./one.ts"}, "http://[": {"a": "./never.ts"}}})");
  CHECK(resolve("a") == "file:///app/app.ts");
  CHECK(resolve("a", "file:///app/sub/two.ts") == "file:///app/sub.ts");
  CHECK(resolve("a", "file:///app/sub/one.ts") == "file:///app/one.ts");
  CHECK(resolve("b", "file:///app/sub/one.ts") == "file:///app/b.ts");
  CHECK(resolve("a", "file:///other/x.ts") == "file:///app/root.ts");
  CHECK(resolve("p/q/r") == "file:///app/q/r");
  CHECK(resolve("p/r") == "file:///app/p/r");
  CHECK(resolve.map.warnings() ==
        std::vector<std::string>{"Import map: Invalid scope \"http://[\" (parsed against base URL "
                                 "\"file:///app/map.json\")."});
}

TEST_CASE("a prefix that is no base for URLs is an error, not a guess") {
  Fixture resolve(R"({"imports": {"std/": "jsr:@std/"}})");
  CHECK(resolve("std/path") ==
        "! Failed to resolve the specifier \"\"std/path\"\" as its after-prefix portion "
        "\"\"path\"\" could not be URL-parsed relative to the URL prefix \"jsr:@std/\" mapped to "
        "by the prefix \"std/\"");
}

TEST_CASE("in deno.json a package also maps its sub-paths") {
  Fixture resolve(R"({"imports": {"jj": "jsr:@std/path@1", "jj2": "jsr:/@std/path@1",
      "nn": "npm:chalk@5", "nn2": "npm:/chalk@5", "kk": "jsr:@std/path@1/posix",
      "pp/": "npm:/pp@1/", "qq": "jsr:@a/b", "qq/": "./over/", "nd": "node:fs",
      "up": "jsr:@std/path@1/../"},
      "scopes": {"./": {"b": "jsr:@std/b@1"}}})",
      Dialect::Config);
  CHECK(resolve("jj") == "jsr:@std/path@1");
  CHECK(resolve("jj/posix") == "jsr:/@std/path@1/posix");
  CHECK(resolve("jj2/p") == "jsr:/@std/path@1/p");
  CHECK(resolve("nn/x") == "npm:chalk@5/x");
  CHECK(resolve("nn2") == "npm:chalk@5");
  CHECK(resolve("nn2/x") == "npm:chalk@5/x");
  CHECK(resolve("kk/x") == "jsr:/@std/path@1/posix/x");
  CHECK(resolve("pp/z") == "npm:pp@1/z");
  CHECK(resolve("qq/z") == "file:///app/over/z");
  CHECK(resolve("b/x") == "jsr:/@std/b@1/x");
  CHECK(resolve("up/") == "jsr:/@std//");  // a URL as any other
  CHECK(resolve("nd/promises").starts_with("! Import \"nd/promises\" not a dependency"));
}

TEST_CASE("maps of the wrong shape are empty, as in Deno") {
  for (std::string_view json : {"[]", "null", R"({"imports": []})", R"({"scopes": []})", "5"})
    CHECK(Fixture(json)("a").starts_with("! Import \"a\" not a dependency and not in import map"));
  auto map = ImportMap::from_json(
      parse_json(R"({"scopes": {"./": 5}})").value(), "file:///x", Dialect::Standard);
  CHECK(map.error().message == "The value for the ./ scope prefix must be an object");
}

TEST_CASE("of two keys that mean the same the last counts") {
  Fixture resolve(R"({"imports": {"./a": "./one.ts", "file:///app/a": "./two.ts"}})");
  CHECK(resolve("./a") == "file:///app/two.ts");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
