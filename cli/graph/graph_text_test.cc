#include "cli/graph/graph_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/graph/fake_source.h"

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/graph/graph_text");

struct TreeFixture {
  FakeSource source;
  EventLoop loop;

  ModuleGraph graph(const std::string& root) {
    ModuleGraph made(source, loop, GraphScope::CodeAndTypes);
    made.add_root(root);
    return made;
  }
};

TEST_CASE("sizes read as deno writes them") {
  CHECK_EQ(readable_size(0), "0B");
  CHECK_EQ(readable_size(1023), "1023B");
  CHECK_EQ(readable_size(1024), "1KB");
  CHECK_EQ(readable_size(44595), "43.55KB");
  CHECK_EQ(readable_size(44339), "43.3KB");
  CHECK_EQ(readable_size(std::size_t{5} << 20), "5MB");
}

TEST_CASE_FIXTURE(TreeFixture, "the tree shows each module's imports once") {
  source.files = {
      {"file:///a", "code file:///b\njson file:///j.json\ncode lodash\ntype file:///t\n"},
      {"file:///b", "code file:///a\ncode file:///c\ncode file:///c\n"},
      {"file:///c", "code file:///gone\n"}, {"file:///j.json", "{}"}, {"file:///t", ""}};
  auto tree = graph_tree(graph("file:///a"), js::Colors::Off);
  REQUIRE(tree.has_value());
  CHECK_EQ(*tree,
      "local: /a\n"
      "type: TypeScript\n"
      "dependencies: 4 unique\n"
      "size: 127B\n"
      "\n"
      "file:///a (62B)\n"
      "├─┬ file:///b (45B)\n"
      "│ ├── file:///a *\n"
      "│ └─┬ file:///c (18B)\n"
      "│   └── file:///gone (missing)\n"
      "├── file:///j.json (2B)\n"
      "├── Import \"lodash\" not a dependency (resolve error)\n"
      "└── file:///t (0B)\n");
}

TEST_CASE_FIXTURE(TreeFixture, "data alone has a size and nothing else") {
  source.files = {{"file:///j.json", "{}"}};
  CHECK_EQ(graph_tree(graph("file:///j.json"), js::Colors::Off).value(),
      "local: /j.json\ndependencies: 0 unique\nsize: 2B\n\nfile:///j.json (2B)\n");
}

TEST_CASE_FIXTURE(TreeFixture, "a program that cannot be read has no tree") {
  source.files = {{"file:///bad", "nonsense"}};
  CHECK_EQ(graph_tree(graph("file:///gone"), js::Colors::Off).error().message,
      "module could not be found");
  CHECK_EQ(graph_tree(graph("file:///bad"), js::Colors::Off).error().message,
      "SyntaxError: no import\n    at file:///bad");
}

TEST_CASE_FIXTURE(TreeFixture, "JSON has one row for each specifier, and says what failed") {
  source.files = {{"file:///a", "dynamic file:///b\ntype file:///b\ncode file:///b\ncode x\n"},
      {"file:///b", ""}};
  auto json = graph_json(graph("file:///a"));
  auto& rows = json["modules"][0]["dependencies"];
  REQUIRE_EQ(rows.size(), 2);
  CHECK_EQ(rows[0]["code"]["specifier"], "file:///b");
  CHECK_EQ(rows[0]["code"]["span"].dump(),
      R"({"start":{"line":0,"character":8},"end":{"line":0,"character":17}})");
  CHECK_EQ(rows[0]["type"]["resolutionMode"], "import");
  CHECK_FALSE(rows[0].contains("isDynamic"));
  CHECK_EQ(rows[1]["code"]["error"], "Import \"x\" not a dependency");
  CHECK_EQ(json["modules"][1].dump(),
      R"({"kind":"esm","local":"/b","size":0,"mediaType":"TypeScript","specifier":"file:///b"})");
  CHECK_EQ(json["roots"].dump(), R"(["file:///a"])");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
