#include "loader/typescript/cached_transpiler.h"

#include <doctest/doctest.h>

#include "loader/disk/fake_disk.h"

namespace bailey::loader {
namespace {

struct CountingTranspiler : Transpiler {
  Result<Transpiled> transpile(const TranspileRequest& request) override {
    ++runs;
    if (request.source == "let") return fail(ErrorClass::SyntaxError, "no");
    return Transpiled{.code = "js\n" + std::string(request.source), .source_map = "{map}"};
  }
  std::string_view version() const override { return own_version; }

  int runs = 0;
  std::string own_version = "1";
};

struct Fixture {
  Transpiled run(std::string_view source) {
    return transpiler.transpile({.url = url, .type = type, .source = source, .options = options})
        .value();
  }
  std::string path(std::string_view source) {
    return transpiler.entry_path({.url = url, .type = type, .source = source, .options = options});
  }

  CountingTranspiler inner;
  FakeDisk disk;
  CachedTranspiler transpiler{inner, disk, "/cache"};
  std::string url = "file:///a.ts";
  MediaType type = MediaType::TypeScript;
  CompilerOptions options;
};

TEST_SUITE_BEGIN("loader/typescript/cached_transpiler");

TEST_CASE_FIXTURE(Fixture, "the same source is transpiled once") {
  CHECK(run("x").code == "js\nx");
  auto again = run("x");
  CHECK(again.code == "js\nx");
  CHECK(again.source_map == "{map}");
  CHECK(inner.runs == 1);
}

TEST_CASE_FIXTURE(Fixture, "whatever changes the output makes another entry") {
  auto first = path("x");
  CHECK(path("y") != first);
  type = MediaType::Tsx;
  CHECK(path("x") != first);
  type = MediaType::TypeScript;
  options.experimental_decorators = true;
  CHECK(path("x") != first);
  options = {};
  options.jsx_import_source = "preact";
  CHECK(path("x") != first);
  options = {};
  inner.own_version = "2";
  CHECK(path("x") != first);
  inner.own_version = "1";
  url = "file:///moved.ts";
  CHECK(path("x") == first);
  options.jsx = Jsx::Development;
  auto named = path("x");
  url = "file:///a.ts";
  CHECK(path("x") != named);
}

TEST_CASE_FIXTURE(Fixture, "an entry that was altered or cut short counts as absent") {
  run("x");
  auto whole = disk.files[path("x")];
  for (std::size_t size = 0; size < whole.size(); ++size) {
    disk.files[path("x")] = whole.substr(0, size);
    CHECK(run("x").code == "js\nx");
  }
  CHECK(inner.runs == 1 + static_cast<int>(whole.size()));
  disk.files[path("x")].back() = '!';
  CHECK(run("x").source_map == "{map}");
}

TEST_CASE_FIXTURE(Fixture, "errors are not remembered, and a full disk is no error") {
  CHECK_FALSE(transpiler.transpile({.url = url, .source = "let", .options = options}).has_value());
  CHECK(disk.files.empty());
  disk.full = true;
  CHECK(run("x").code == "js\nx");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
