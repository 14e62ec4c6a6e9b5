#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/loader_fixture.h"

namespace bailey::loader {
namespace {

using enum js::ImportKind;
using js::ModuleType;

TEST_SUITE_BEGIN("loader/module_loader/prefetch");

TEST_CASE_FIXTURE(LoaderFixture, "what is named by import() is read ahead, and never again") {
  disk.files["/app/main.js"] = R"(import("./a.ts"); import("./data.json"); import("./nope.js"))";
  disk.files["/app/a.ts"] = R"(import "./b.js"; import("./c.js"); import(x + "./d.js"))";
  disk.files["/app/b.js"] = "export {}";
  disk.files["/app/c.js"] = "c";
  disk.files["/app/d.js"] = "d";
  disk.files["/app/data.json"] = "5";
  main("file:///app/main.js");
  tests::run_task(loop, loader().prefetch({}, LocalFiles::AreClosed));
  loader().seal();
  disk.files.clear();
  disk.asked.clear();
  CHECK(dynamic("file:///app/a.ts").starts_with("TypeScript:import \"./b.js\""));
  CHECK(dynamic("file:///app/b.js", "file:///app/a.ts") == "export {}");
  CHECK(dynamic("file:///app/c.js", "file:///app/a.ts") == "c");
  CHECK(typed("file:///app/data.json", ModuleType::Json, Dynamic) == "5");
  CHECK(dynamic("file:///app/data.json").starts_with("! Attempted to load JSON module"));
  CHECK(disk.asked.empty());
  CHECK(dynamic("file:///app/nope.js") == "! Module not found \"file:///app/nope.js\".");
  CHECK(dynamic("file:///app/d.js", "file:///app/a.ts") == needs_read("/app/d.js"));
}

TEST_CASE_FIXTURE(
    LoaderFixture, "nothing is read ahead for a program without import() of a literal") {
  disk.files["/app/main.js"] = R"(import "./a.js"; import(x))";
  disk.files["/app/a.js"] = "a";
  main("file:///app/main.js");
  import("file:///app/a.js");
  disk.asked.clear();
  tests::run_task(loop, loader().prefetch({}, LocalFiles::AreClosed));
  CHECK(disk.asked.empty());
}

TEST_CASE_FIXTURE(
    LoaderFixture, "a program that others run before is read ahead with all it imports") {
  disk.files["/app/first.js"] = "";
  disk.files["/app/main.ts"] = R"(import "./a.js"; import("./b.js"))";
  disk.files["/app/a.js"] = "a";
  disk.files["/app/b.js"] = "b";
  main("file:///app/first.js");
  tests::run_task(loop, loader().prefetch({"file:///app/main.ts"}, LocalFiles::AreClosed));
  loader().seal();
  disk.files.clear();
  CHECK(main("file:///app/main.ts").starts_with("TypeScript:"));
  CHECK(import("file:///app/a.js", "file:///app/main.ts") == "a");
  CHECK(dynamic("file:///app/b.js", "file:///app/main.ts") == "b");
}

TEST_CASE_FIXTURE(LoaderFixture, "what was kept is for the graph") {
  disk.files["/app/main.js"] = R"(import("./a.js"))";
  disk.files["/app/a.js"] = "a";
  main("file:///app/main.js");
  tests::run_task(loop, loader().prefetch({}, LocalFiles::AreClosed));
  loader().seal();
  disk.files.clear();
  CHECK(dynamic("file:///app/a.js", "file:///app/other.js") == needs_read("/app/a.js"));
  CHECK(typed("file:///app/a.js", ModuleType::Text, Dynamic) == needs_read("/app/a.js"));
  CHECK(import("file:///app/a.js", "https://esm.sh/x.js").starts_with("! Remote modules are not"));
}

TEST_CASE_FIXTURE(LoaderFixture, "what is prefetched is no more than what would be read unasked") {
  net.serve("https://esm.sh/x.js", R"(import("file:///app/secret.js"))");
  disk.files["/app/main.js"] = R"(import "https://esm.sh/x.js")";
  disk.files["/app/secret.js"] = "secret";
  main("file:///app/main.js");
  import("https://esm.sh/x.js");
  disk.asked.clear();
  tests::run_task(loop, loader().prefetch({}, LocalFiles::AreClosed));
  CHECK_FALSE(std::ranges::contains(disk.asked, "/app/secret.js"));
  CHECK(kept.find("file:///app/secret.js") == nullptr);
}

TEST_CASE_FIXTURE(LoaderFixture, "remote modules named by import() are fetched ahead, once") {
  net.serve("https://esm.sh/x.js", R"(import "./y.js")");
  net.serve("https://esm.sh/y.js", "y");
  disk.files["/app/main.js"] = R"(import("https://esm.sh/x.js"); import("https://evil.com/z.js"))";
  main("file:///app/main.js");
  tests::run_task(loop, loader().prefetch({}, LocalFiles::AreClosed));
  loader().seal();
  auto asked = net.requests;
  CHECK(asked == std::vector<std::string>{"https://esm.sh/x.js", "https://esm.sh/y.js"});
  disk.files.clear();
  CHECK(dynamic("https://esm.sh/x.js") == R"(import "./y.js")");
  CHECK(dynamic("https://esm.sh/y.js", "https://esm.sh/x.js") == "y");
  CHECK(dynamic("https://evil.com/z.js").contains("Requires import access to \"evil.com:443\""));
  CHECK(net.requests == asked);
  CHECK(dynamic("https://esm.sh/y.js", "file:///app/other.js").contains("Requires import access"));
}

TEST_CASE_FIXTURE(LoaderFixture, "behind the wall the default hosts need leave, unless cached") {
  net.serve("https://esm.sh/x.js", "x");
  CHECK(import("https://esm.sh/x.js") == "x");
  loader().seal();
  CHECK(import("https://esm.sh/x.js") == "x");
  CHECK(import("https://esm.sh/y.js").contains("Requires import access to \"esm.sh:443\""));
}

TEST_CASE_FIXTURE(
    LoaderFixture, "local modules that stay readable are read when they are imported") {
  net.serve("https://esm.sh/x.js", "x");
  disk.files["/app/main.js"] = R"(import("./a.js"))";
  disk.files["/app/a.js"] = R"(import "https://esm.sh/x.js")";
  main("file:///app/main.js");
  tests::run_task(loop, loader().prefetch({}, LocalFiles::StayReadable));
  loader().seal();
  disk.files["/app/a.js"] = "new";
  CHECK(dynamic("file:///app/a.js") == "new");
  CHECK(net.requests == std::vector<std::string>{"https://esm.sh/x.js"});
  CHECK(import("https://esm.sh/x.js", "file:///app/a.js") == "x");
}

TEST_CASE_FIXTURE(LoaderFixture, "behind the wall a lock file is saved where it may be") {
  lock = Lockfile::load(disk, "/app/deno.lock", Lockfile::Mode::Update).value();
  loader().seal();
  lock->add_remote("https://esm.sh/x.js", "0");
  CHECK(loader().graph_loaded());
  CHECK(disk.files.contains("/app/deno.lock"));
  CHECK(closed_locks.empty());
}

TEST_CASE_FIXTURE(LoaderFixture, "behind the wall a lock file that is closed is told of") {
  lock = Lockfile::load(disk, "/app/deno.lock", Lockfile::Mode::Update).value();
  lock->add_remote("https://esm.sh/x.js", "0");
  disk.closed = true;
  loader().seal();
  CHECK(loader().graph_loaded());
  CHECK(closed_locks == std::vector<std::string>{"/app/deno.lock"});
}

TEST_CASE_FIXTURE(LoaderFixture, "a frozen lock file holds behind the wall") {
  lock = Lockfile::load(disk, "/app/deno.lock", Lockfile::Mode::Frozen).value();
  lock->add_remote("https://esm.sh/x.js", "0");
  loader().seal();
  auto loaded = loader().graph_loaded();
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().message.starts_with("The lockfile is out of date."));
}

TEST_CASE_FIXTURE(LoaderFixture, "the whole graph is kept for other threads when they want it") {
  options.keeps_graph = true;
  disk.files["/app/main.ts"] = R"(import "./a.js")";
  disk.files["/app/a.js"] = "a";
  main("file:///app/main.ts");
  import("file:///app/a.js", "file:///app/main.ts");
  loader().seal();
  made.reset();
  disk.files.clear();
  CHECK(main("file:///app/main.ts") == R"(TypeScript:import "./a.js")");
  CHECK(import("file:///app/a.js", "file:///app/main.ts") == "a");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
