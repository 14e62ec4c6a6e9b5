#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/loader_fixture.h"

namespace bailey::loader {
namespace {

using tests::list;

// Notes what it is given.
struct NotingTranspiler : FakeTranspiler {
  Result<Transpiled> transpile(const TranspileRequest& request) override {
    urls.emplace_back(request.url);
    return FakeTranspiler::transpile(request);
  }
  std::vector<std::string> urls;
};

struct WorkersFixture : LoaderFixture {
  WorkersFixture() {
    disk.files["/app/main.js"] = "new Worker(new URL('./w.ts', import.meta.url))";
  }

  void allow(permissions::FlagValues flags) {
    start(flags);
    own.emplace(LoaderParts{.disk = disk,
                    .files = files,
                    .cache = cache,
                    .transport = net,
                    .broker = *broker,
                    .transpiler = noting,
                    .kept = &kept},
        std::move(options));
  }
  std::size_t prepare(const std::string& main_module = "file:///app/main.js") {
    js::ModuleRequest request{.url = main_module, .kind = js::ImportKind::Main};
    if (!own->load_now(request)) (void)tests::run_task(loop, own->load(request));
    return tests::run_task(loop, own->prepare_workers());
  }

  NotingTranspiler noting;
  std::optional<ModuleLoader> own;
};

permissions::FlagValues reading(std::string path) {
  permissions::FlagValues flags;
  flags.read.allow = list({std::move(path)});
  return flags;
}

TEST_SUITE_BEGIN("loader/module_loader/prepare_workers");

TEST_CASE_FIXTURE(WorkersFixture, "a worker's TypeScript is transpiled with all it imports") {
  disk.files["/app/w.ts"] = "import './a.ts'; import('./b.tsx'); new Worker(`file:///app/n.ts`)";
  disk.files["/app/a.ts"] = disk.files["/app/b.tsx"] = disk.files["/app/n.ts"] = "";
  allow(reading("/app"));
  CHECK(prepare() == 4);
  std::ranges::sort(noting.urls);
  CHECK(noting.urls == std::vector<std::string>{"file:///app/a.ts", "file:///app/b.tsx",
                           "file:///app/n.ts", "file:///app/w.ts"});
}

TEST_CASE_FIXTURE(WorkersFixture, "nothing is read for workers that script may not read") {
  disk.files["/app/w.ts"] = "import '/other/a.ts'";
  disk.files["/other/a.ts"] = "";
  allow({});
  disk.asked.clear();
  CHECK(prepare() == 0);
  CHECK(disk.asked == std::vector<std::string>{"/app/main.js"});
  allow(reading("/app"));
  CHECK(prepare() == 1);
  CHECK_FALSE(std::ranges::contains(disk.asked, "/other/a.ts"));
}

TEST_CASE_FIXTURE(WorkersFixture, "a worker's modules do not come into the program's own graph") {
  disk.files["/app/w.ts"] = "import('./a.js')";
  disk.files["/app/a.js"] = "a";
  allow(reading("/app/w.ts"));
  prepare();
  own->seal();
  auto code = own->load_now(
      {.url = "file:///app/a.js", .kind = js::ImportKind::Dynamic, .referrer = "file:///app/w.ts"});
  REQUIRE(code);
  REQUIRE_FALSE(*code);
  CHECK("! " + code->error().message == needs_read("/app/a.js"));
}

TEST_CASE_FIXTURE(WorkersFixture, "a remote worker is fetched, and found behind the wall") {
  net.serve("https://esm.sh/main.js", "new Worker(import.meta.resolve('./w.js'))");
  net.serve("https://esm.sh/w.js", "import './a.js'");
  net.serve("https://esm.sh/a.js", "import 'https://evil.com/b.js'");
  net.serve("https://evil.com/b.js", "");
  options.fetch.reload.all = true;
  allow({});
  CHECK(prepare("https://esm.sh/main.js") == 2);
  auto asked = net.requests;
  CHECK_FALSE(std::ranges::contains(asked, "https://evil.com/b.js"));
  // The worker's own loader.
  options.fetch.reload.all = true;
  loader().seal();
  CHECK(main("https://esm.sh/w.js") == "import './a.js'");
  CHECK(import("https://esm.sh/a.js", "https://esm.sh/w.js") == "import 'https://evil.com/b.js'");
  CHECK(net.requests == asked);
}

TEST_CASE_FIXTURE(WorkersFixture, "what is taken in place of a worker's file may be read, too") {
  disk.files["/app/main.js"] = "new Worker(new URL('./w.js', import.meta.url))";
  disk.files["/app/w.ts"] = "";
  auto flags = reading("/app");
  options.sloppy = true;
  allow(flags);
  CHECK(prepare() == 1);
  flags.read.deny = list({"/app/w.ts"});
  options.sloppy = true;
  allow(flags);
  disk.asked.clear();
  CHECK(prepare() == 0);
  CHECK_FALSE(std::ranges::contains(disk.asked, "/app/w.ts"));
}

TEST_CASE_FIXTURE(WorkersFixture, "a program makes workers when it may load what it names") {
  allow(reading("/app"));
  CHECK_FALSE(own->makes_workers());
  prepare();
  CHECK(own->makes_workers());
  allow(reading("/other"));
  prepare();
  CHECK_FALSE(own->makes_workers());
}

TEST_CASE_FIXTURE(WorkersFixture, "a worker that cannot be found is no error") {
  allow(reading("/app"));
  CHECK(prepare() == 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
