#include "loader/module_loader/module_loader.h"

#include <doctest/doctest.h>

#include "loader/cache/sha256.h"
#include "tests/support/loader_fixture.h"
#include "tests/support/run_task.h"

namespace bailey::loader {
namespace {

using enum js::ImportKind;
using js::ModuleType;

TEST_SUITE_BEGIN("loader/module_loader");

TEST_CASE_FIXTURE(LoaderFixture, "local code is read without asking, and nothing else is touched") {
  disk.files["/app/main.js"] = "\xEF\xBB\xBFone";
  CHECK(main("file:///app/main.js?query") == "one");
  CHECK(import("file:///app/main.js") == "one");
  CHECK(disk.asked == std::vector<std::string>{"/app/main.js", "/app/main.js"});
}

TEST_CASE_FIXTURE(LoaderFixture, "TypeScript is transpiled and keeps its positions") {
  disk.files["/app/a.ts"] = "let x: number";
  auto code = get({.url = "file:///app/a.ts", .kind = Main}).value();
  CHECK(code.source == "TypeScript:let x: number");
  CHECK(code.source_map->original(1, 5)->url == "file:///app/a.ts");
  CHECK(code.source_map->source_line(1) == "let x: number");
  disk.files["/app/a.js"] = "x";
  CHECK(get({.url = "file:///app/a.js", .kind = Main}).value().source_map == nullptr);
}

TEST_CASE_FIXTURE(
    LoaderFixture, "a program of unknown kind is TypeScript, unless --ext says otherwise") {
  disk.files["/app/script"] = "x";
  CHECK(main("file:///app/script") == "TypeScript:x");
  made.reset();
  options.main_type = MediaType::Jsx;
  CHECK(main("file:///app/script") == "JSX:x");
  CHECK(import("file:///app/script").starts_with("! Expected a JavaScript or TypeScript module"));
}

TEST_CASE_FIXTURE(LoaderFixture, "what is missing is said with what may have been meant") {
  disk.files["/app/b.ts"] = "";
  disk.files["/app/d/index.js"] = "";
  CHECK(import("file:///app/nope.ts") == "! Module not found \"file:///app/nope.ts\".");
  CHECK(import("file:///app/b") ==
        "! Module not found \"file:///app/b\". Maybe add a '.ts' "
        "extension or run with --sloppy-imports");
  CHECK(import("file:///app/b.js") ==
        "! Module not found \"file:///app/b.js\". Maybe change the "
        "extension to '.ts' or run with --sloppy-imports");
  CHECK(import("file://x/").starts_with("! Could not convert URL to file path.\n  URL: file://x/"));
}

TEST_CASE_FIXTURE(LoaderFixture, "sloppy imports are for the graph") {
  options.sloppy = true;
  disk.files["/app/main.js"] = "import './lib'; import './x.js'; import './folder'";
  disk.files["/app/lib.ts"] = "lib";
  disk.files["/app/x.ts"] = "x";
  disk.files["/app/folder/index.js"] = "index";
  CHECK(main("file:///app/main").contains("import './lib'"));
  CHECK(import("file:///app/lib") == "TypeScript:lib");
  CHECK(import("file:///app/x.js") == "TypeScript:x");
  CHECK(import("file:///app/folder") == "index");
  CHECK(get({.url = "file:///app/lib", .kind = Static, .referrer = "file:///app/main.js"})->url ==
        "file:///app/lib.ts");
  CHECK(import("file:///app/nothing") == "! Module not found \"file:///app/nothing\".");
  // A computed import may not look for what else there is.
  CHECK(dynamic("file:///app/lib") == needs_read("/app/lib"));
}

TEST_CASE_FIXTURE(LoaderFixture, "what cannot be run is said with what it is") {
  disk.files["/app/d.json"] = "{}";
  disk.files["/app/t.txt"] = "hi";
  disk.files["/app/c.cjs"] = "";
  std::string docs =
      "\n  Specifier: file:///app/d.json\n  docs: "
      "https://docs.deno.com/examples/importing_json/";
  CHECK(import("file:///app/d.json") ==
        "! Expected a JavaScript or TypeScript module, but identified a Json module. Consider "
        "importing Json modules with an import attribute with the type of \"json\"." +
            docs);
  CHECK(main("file:///app/d.json") ==
        "! Attempted to load JSON module without specifying \"type\": "
        "\"json\" attribute in the import statement.");
  CHECK(import("file:///app/t.txt") ==
        "! Expected a JavaScript or TypeScript module, but identified a Unknown module. Importing "
        "these types of modules is currently not supported.\n  Specifier: file:///app/t.txt");
  CHECK(import("file:///app/c.cjs").starts_with("! CommonJS modules cannot be loaded yet."));
  CHECK(import("npm:chalk@5").starts_with("! Packages of npm cannot be loaded yet."));
  CHECK(import("node:fs").starts_with("! The modules of Node.js are not available yet."));
  CHECK(import("node:nope") == "! No such built-in module: node:nope");
  CHECK(import("ftp://x/y").starts_with("! Unsupported scheme \"ftp\" for module \"ftp://x/y\"."));
}

TEST_CASE_FIXTURE(LoaderFixture, "JSON is JSON by its name or its content type") {
  disk.files["/app/d.json"] = "{}";
  disk.files["/app/a.ts"] = "";
  CHECK(typed("file:///app/d.json", ModuleType::Json) == "{}");
  CHECK(typed("file:///app/a.ts", ModuleType::Json) ==
        "! Expected a Json module, but identified a TypeScript module.\n  Specifier: "
        "file:///app/a.ts");
  CHECK(typed("data:application/json,1", ModuleType::Json) == "1");
}

TEST_CASE_FIXTURE(LoaderFixture, "sources that are not UTF-8 are refused with the place") {
  disk.files["/app/a.js"] = "a\xFF";
  CHECK(import("file:///app/a.js") ==
        "! The source of \"file:///app/a.js\" is not valid UTF-8 (byte 0xFF at line 1, column 2). "
        "Save it as UTF-8.");
}

TEST_CASE_FIXTURE(LoaderFixture, "a module that is too large is refused with the remedy") {
  options.longest_module = std::size_t{1} << 20;
  disk.files["/app/a.js"] = std::string((1 << 20) + 1, ' ');
  CHECK(import("file:///app/a.js")
          .starts_with("! The module \"file:///app/a.js\" is larger than 1 "
                       "MB, the most that can be loaded."));
}

TEST_CASE_FIXTURE(LoaderFixture, "texts and bytes need read permission") {
  disk.files["/etc/hostname"] = "box\xFF";
  disk.files["/app/t.txt"] = "hi";
  for (auto kind : {Static, Dynamic}) {
    CHECK(typed("file:///etc/hostname", ModuleType::Text, kind) == needs_read("/etc/hostname"));
    CHECK(typed("file:///etc/hostname", ModuleType::Bytes, kind) == needs_read("/etc/hostname"));
    CHECK(typed("file:///nope", ModuleType::Text, kind) == needs_read("/nope"));
  }
  start({.read = {.allow = tests::list({"/etc", "/app"})}});
  made.reset();
  CHECK(typed("file:///app/t.txt", ModuleType::Text) == "hi");
  CHECK(typed("file:///etc/hostname", ModuleType::Bytes) == "box\xFF");
  CHECK(typed("file:///etc/hostname", ModuleType::Text).contains("is not valid UTF-8"));
  CHECK(typed("file:///app/nope", ModuleType::Text) == "! Module not found \"file:///app/nope\".");
}

TEST_CASE_FIXTURE(LoaderFixture, "a computed import needs read permission") {
  disk.files["/app/main.js"] = "import(x)";
  disk.files["/app/b.ts"] = "";
  main("file:///app/main.js");
  CHECK(dynamic("file:///app/b.ts") == needs_read("/app/b.ts"));
  CHECK(dynamic("file:///app/b") == needs_read("/app/b"));
  start({.read = {.allow = tests::whole()}});
  made.reset();
  CHECK(dynamic("file:///app/b.ts") == "TypeScript:");
  // No word on what else is there: the program may not know.
  CHECK(dynamic("file:///app/b") == "! Module not found \"file:///app/b\".");
}

TEST_CASE_FIXTURE(
    LoaderFixture, "an import() of a literal is part of the graph, and so is what it imports") {
  disk.files["/app/main.js"] = "import('./b.js'); import('./t.txt'); import('./' + name)";
  disk.files["/app/b.js"] = "import './c.js'; import('./d.js')";
  disk.files["/app/c.js"] = "import(x)";
  disk.files["/app/d.js"] = "";
  disk.files["/app/secret.js"] = "";
  main("file:///app/main.js");
  CHECK(dynamic("file:///app/c.js") == needs_read("/app/c.js"));
  CHECK(dynamic("file:///app/b.js").starts_with("import"));
  CHECK(dynamic("file:///app/c.js", "file:///app/b.js") == "import(x)");
  CHECK(dynamic("file:///app/d.js", "file:///app/b.js") == "");
  CHECK(dynamic("file:///app/secret.js", "file:///app/c.js") == needs_read("/app/secret.js"));
  CHECK(text({.url = "file:///app/t.txt",
            .type = ModuleType::Text,
            .kind = Dynamic,
            .referrer = "file:///app/main.js"}) == needs_read("/app/t.txt"));
}

TEST_CASE_FIXTURE(LoaderFixture, "remote modules import no local ones") {
  disk.files["/app/a.js"] = "x";
  std::string refused =
      "! Remote modules are not allowed to import local modules. Consider using a "
      "dynamic import instead.\n  Importing: file:///app/a.js";
  CHECK(import("file:///app/a.js", "https://e.com/x.js") == refused);
  // Nor by way of a module that has no place of its own.
  import("data:text/javascript,1", "https://e.com/x.js");
  CHECK(import("file:///app/a.js", "data:text/javascript,1") == refused);
  import("data:text/javascript,2", "data:text/javascript,1");
  CHECK(import("file:///app/a.js", "data:text/javascript,2") == refused);
  CHECK(import("data:text/javascript,3") == "3");
  CHECK(import("file:///app/a.js", "data:text/javascript,3") == "x");
}

TEST_CASE_FIXTURE(LoaderFixture, "a literal in a remote module needs read permission") {
  start({.import = {.allow = tests::list({"e.com"})}});
  disk.files["/app/a.js"] = "x";
  net.serve("https://e.com/m.js", "import('file:///app/a.js')");
  import("https://e.com/m.js");
  CHECK(dynamic("file:///app/a.js", "https://e.com/m.js") == needs_read("/app/a.js"));
}

TEST_CASE_FIXTURE(
    LoaderFixture, "hosts that nobody named are for what is written in the graph alone") {
  net.serve("https://deno.land/a.js", "x");
  net.serve("https://deno.land/b.js", "y");
  disk.files["/app/main.js"] = "import('https://deno.land/b.js')";
  main("file:///app/main.js");
  CHECK(import("https://deno.land/a.js") == "x");
  CHECK(dynamic("https://deno.land/b.js") == "y");
  CHECK(dynamic("https://deno.land/a.js") ==
        "! Requires import access to \"deno.land:443\", run again with the --allow-import flag");
}

TEST_CASE_FIXTURE(LoaderFixture, "what an import() loads is judged like the import() itself") {
  disk.files["/etc/secret.js"] = "x";
  // The engine passes the kind of the import() on to the statements of what it loaded.
  CHECK(dynamic("data:text/javascript,import 'file:///etc/secret.js'").starts_with("import"));
  CHECK(dynamic("file:///etc/secret.js", "data:text/javascript,import 'file:///etc/secret.js'") ==
        needs_read("/etc/secret.js"));
}

TEST_CASE_FIXTURE(LoaderFixture, "data: and blob: modules need no permission") {
  CHECK(import("data:application/typescript;base64,eA==") == "TypeScript:x");
  CHECK(dynamic("data:text/html,x") == "x");
  CHECK(
      import("data:,x").starts_with("! Expected a JavaScript or TypeScript module, but identified "
                                    "a Unknown module."));
  CHECK(main("data:,x") == "TypeScript:x");
  CHECK(import("data:nothing").starts_with("! Unable to decode data url"));
  CHECK(import("blob:null/1") == "blobbed");
  CHECK(import("blob:null/2") == "! Module not found \"blob:null/2\".");
}

TEST_CASE_FIXTURE(LoaderFixture, "a program that is no file is given") {
  loader().provide("file:///app/$deno$stdin.mts", "typed");
  CHECK(main("file:///app/$deno$stdin.mts") == "Mts:typed");
}

TEST_CASE_FIXTURE(
    LoaderFixture, "a remote module is what its content type says, at where it was found") {
  start({.import = {.allow = tests::list({"e.com"})}});
  net.redirect("https://e.com/latest", "/v1/a.js");
  net.serve("https://e.com/v1/a.js", "caf\xE9",
      {{"content-type", "application/typescript; charset=latin1"}});
  auto code = get({.url = "https://e.com/latest", .kind = Static, .referrer = "file:///a"}).value();
  CHECK(code.url == "https://e.com/v1/a.js");
  CHECK(code.source == "TypeScript:café");
  CHECK(loader().load_now({.url = "https://e.com/latest", .kind = Static}).has_value());
}

struct LockFixture : LoaderFixture {
  LockFixture() { start({.import = {.allow = tests::list({"e.com"})}}); }
  void lock_with(std::string text) {
    disk.files["/app/deno.lock"] = std::move(text);
    lock = Lockfile::load(disk, "/app/deno.lock", Lockfile::Mode::Update).value();
    made.reset();
  }
};

TEST_CASE_FIXTURE(LockFixture, "remote modules are locked by their decoded text") {
  lock_with("{}");
  net.redirect("https://e.com/r", "/a.js");
  net.serve("https://e.com/a.js", "\xEF\xBB\xBFone");
  CHECK(import("https://e.com/r") == "one");
  REQUIRE(loader().graph_loaded().has_value());
  CHECK(disk.files["/app/deno.lock"].contains("\"https://e.com/r\": \"https://e.com/a.js\""));
  CHECK(disk.files["/app/deno.lock"].contains("\"https://e.com/a.js\": \"" + sha256("one") + "\""));
  CHECK(tampering.empty());
}

TEST_CASE_FIXTURE(
    LockFixture, "another text than the locked one is fetched once more, then refused") {
  lock_with(R"({"version":"5","remote":{"https://e.com/a.js":"00"}})");
  net.serve("https://e.com/a.js", "one");
  CHECK(import("https://e.com/a.js").starts_with("! Integrity check failed for remote specifier."));
  CHECK(net.requests.size() == 2);
  CHECK(tampering.size() == 1);
  auto error = get({.url = "https://e.com/a.js", .kind = Dynamic}).error();
  CHECK(error.code == kIntegrityCode);
}

TEST_CASE_FIXTURE(LockFixture, "a wrong copy in the cache is replaced by the right text") {
  lock_with(R"({"version":"5","remote":{"https://e.com/a.js":")" + sha256("right") + "\"}}");
  CachedModule wrong{.url = "https://e.com/a.js", .body = "wrong"};
  REQUIRE(cache.put(wrong).has_value());
  net.serve("https://e.com/a.js", "right");
  CHECK_FALSE(loader().load_now({.url = "https://e.com/a.js", .kind = Static}).has_value());
  CHECK(import("https://e.com/a.js") == "right");
  CHECK(net.requests.size() == 1);
  CHECK(tampering.empty());
}

TEST_CASE_FIXTURE(LockFixture, "with --cached-only a wrong copy is refused at once") {
  lock_with(R"({"version":"5","remote":{"https://e.com/a.js":"00"}})");
  CachedModule wrong{.url = "https://e.com/a.js", .body = "wrong"};
  REQUIRE(cache.put(wrong).has_value());
  options.fetch.cached_only = true;
  CHECK(import("https://e.com/a.js").starts_with("! Integrity check failed"));
  CHECK(tampering.size() == 1);
  CHECK(net.requests.empty());
}

TEST_CASE_FIXTURE(LoaderFixture, "an import map of its own replaces that of the config") {
  disk.files["/app/map.json"] = R"({"imports": {"a": "./a.js", "b": 5}})";
  CHECK(tests::run_task(loop, loader().use_import_map("file:///app/map.json")) ==
        "Resolver diagnostics:\n  - Import map: Invalid address \"5\" for the specifier key \"b\". "
        "Addresses must be strings.");
  CHECK(loader().resolve("a", "file:///x.js").value() == "file:///app/a.js");
}

TEST_CASE_FIXTURE(LoaderFixture, "an import map that cannot be read is named with the place") {
  auto error = [&](const std::string& url) {
    return tests::failure_of(loop, loader().use_import_map(url)).message;
  };
  CHECK(error("file:///nope.json") ==
        "Unable to load 'file:///nope.json' import map\n\nCaused by:\n"
        "    Import 'file:///nope.json' failed, not found.");
  disk.files["/m.json"] = "{\n\"imports\":,}";
  CHECK(error("file:///m.json").starts_with("Unable to load 'file:///m.json' import map"));
  CHECK(error("file:///m.json").ends_with("at line 2 column 11"));
  disk.files["/m.json"] = R"({"scopes": {"./": 5}})";
  CHECK(error("file:///m.json") == "The value for the ./ scope prefix must be an object");
  CHECK(error("https://evil.com/m.json").contains("Requires import access to \"evil.com:443\""));
  CHECK(error("data:application/json,%7B%7D") == "did not fail");
}

TEST_CASE_FIXTURE(LoaderFixture, "advice is for those who can follow it") {
  CHECK(loader().advice("foo", "file:///a.js").starts_with("\n  hint: If you want to use the npm"));
  CHECK(loader().advice("foo", "https://e.com/a.js") == "");
  CHECK(loader().advice("./foo", "file:///a.js") == "");
  disk.files["/m.json"] = R"({"imports": {"foo": null}})";
  tests::run_task(loop, loader().use_import_map("file:///m.json"));
  CHECK(loader().advice("foo", "file:///a.js") == "");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
