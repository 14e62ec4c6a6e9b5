// What a worker's own loader reads: its graph with its parent's leave, the rest with its own.
#include <doctest/doctest.h>

#include "tests/support/loader_fixture.h"

namespace bailey::loader {
namespace {

using enum js::ImportKind;
using js::ModuleType;
using tests::list;

permissions::FlagValues reading(std::initializer_list<std::string> paths) {
  permissions::FlagValues flags;
  flags.read.allow = list(paths);
  return flags;
}

struct WorkerGraphFixture : LoaderFixture {
  // A worker with no permissions of its own, whose parent has these.
  void start_worker(const permissions::FlagValues& parents_flags) {
    start({});
    own = std::move(broker);
    start(parents_flags);
    made = std::make_unique<ModuleLoader>(LoaderParts{.disk = disk,
                                              .files = files,
                                              .cache = cache,
                                              .transport = net,
                                              .broker = *own,
                                              .transpiler = transpiler,
                                              .graph_broker = broker.get()},
        std::move(options));
  }

  std::unique_ptr<permissions::Broker> own;
};

TEST_SUITE_BEGIN("loader/module_loader/worker_graph");

TEST_CASE_FIXTURE(WorkerGraphFixture, "a worker's graph is read with leave") {
  disk.files["/app/w.js"] = "import './a.js'; import('./c.js')";
  disk.files["/app/a.js"] = "a";
  disk.files["/app/c.js"] = "c";
  disk.files["/other/b.js"] = "b";
  start_worker(reading({"/app"}));
  CHECK(main("file:///app/w.js").starts_with("import './a.js'"));
  CHECK(import("file:///app/a.js", "file:///app/w.js") == "a");
  CHECK(import("file:///other/b.js", "file:///app/w.js") == needs_read("/other/b.js"));
  CHECK(main("file:///other/b.js") == needs_read("/other/b.js"));
  // What its script imports while it runs is its own to have leave for.
  CHECK(dynamic("file:///app/c.js", "file:///app/w.js") == needs_read("/app/c.js"));
}

TEST_CASE_FIXTURE(WorkerGraphFixture, "a worker's statements are its parent's to allow") {
  disk.files["/app/t.txt"] = disk.files["/other/t.txt"] = "t";
  net.serve("https://a.com/m.js", "m");
  net.serve("https://a.com/n.js", "n");
  net.serve("https://b.com/m.js", "m");
  auto flags = reading({"/app"});
  flags.import.allow = list({"a.com"});
  start_worker(flags);
  CHECK(typed("file:///app/t.txt", ModuleType::Text) == "t");
  CHECK(typed("file:///app/t.txt", ModuleType::Bytes) == "t");
  CHECK(typed("file:///other/t.txt", ModuleType::Text) == needs_read("/other/t.txt"));
  CHECK(typed("file:///app/t.txt", ModuleType::Text, Dynamic) == needs_read("/app/t.txt"));
  CHECK(import("https://a.com/m.js") == "m");
  CHECK(import("https://b.com/m.js").starts_with("! Requires import access to \"b.com:443\""));
  CHECK(dynamic("https://a.com/n.js").starts_with("! Requires import access to \"a.com:443\""));
  // What is in the cache by now needs leave, too.
  CHECK(dynamic("https://a.com/m.js").starts_with("! Requires import access to \"a.com:443\""));
}

TEST_CASE_FIXTURE(WorkerGraphFixture, "a worker's main module is what its parent was given") {
  disk.files["/real/w.js"] = "judged";
  disk.files["/app/w.js"] = disk.files["/secret"] = "secret";
  paths.links["/app/w.js"] = "/real/w.js";
  start(reading({"/app", "/real"}));
  options.main_file = broker->read("/app/w.js", "Worker()").value();
  paths.links["/app/w.js"] = "/secret";
  start_worker({});
  CHECK(main("file:///app/w.js") == "judged");
  // For that module alone.
  CHECK(import("file:///app/w.js") == needs_read("/app/w.js"));
  CHECK(main("file:///real/w.js") == needs_read("/real/w.js"));
}

TEST_CASE_FIXTURE(WorkerGraphFixture, "a link is judged by where it leads, and that is read") {
  disk.files["/app/in.js"] = "what the link was";
  disk.files["/real/in.js"] = "in";
  disk.files["/app/out.js"] = disk.files["/secret"] = "secret";
  paths.links["/app/in.js"] = "/real/in.js";
  paths.links["/app/out.js"] = "/secret";
  start_worker(reading({"/app", "/real"}));
  CHECK(import("file:///app/in.js") == "in");
  CHECK(import("file:///app/out.js").starts_with("! Requires read access to "));
}

TEST_CASE_FIXTURE(WorkerGraphFixture, "what lies beside a worker's modules shows where it may") {
  disk.files["/app/a.ts"] = "a";
  disk.files["/other/b.ts"] = "b";
  disk.files["/app/out.ts"] = disk.files["/secret.ts"] = "secret";
  disk.files["/index.js"] = "index";
  paths.links["/app/out.ts"] = "/secret.ts";
  for (bool sloppy : {true, false}) {
    CAPTURE(sloppy);
    options.sloppy = sloppy;
    start_worker(reading({"/app/a.js", "/app/a.ts", "/other/b"}));
    std::string found = sloppy ? "TypeScript:a"
                               : "! Module not found \"file:///app/a.js\". Maybe change the "
                                 "extension to '.ts' or run with --sloppy-imports";
    CHECK(import("file:///app/a.js") == found);
    CHECK(import("file:///other/b") == "! Module not found \"file:///other/b\".");
    options.sloppy = sloppy;
    start_worker(reading({"/app"}));
    CHECK(import("file:///app/out") == "! Module not found \"file:///app/out\".");
    CHECK(import("file:///app%2f..") == needs_read("/"));
  }
  // What is written needs no leave where something else is meant.
  options.sloppy = true;
  start_worker(reading({"/app/a.ts"}));
  CHECK(import("file:///app/a") == "TypeScript:a");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
