#include "cli/graph/module_graph.h"

#include <doctest/doctest.h>

#include "cli/graph/fake_source.h"

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/graph/module_graph");

struct GraphFixture {
  FakeSource source;
  EventLoop loop;

  ModuleGraph graph_of(
      std::vector<std::string> roots, GraphScope scope = GraphScope::CodeAndTypes) {
    ModuleGraph graph(source, loop, scope);
    for (const std::string& root : roots) graph.add_root(root);
    return graph;
  }
};

std::vector<std::string> urls(const ModuleGraph& graph) {
  std::vector<std::string> found;
  for (const auto& [url, module] : graph.modules()) found.push_back(url);
  return found;
}

std::string failure_text(const ModuleGraph& graph) {
  auto failure = graph.first_failure();
  return failure ? failure->message : "";
}

TEST_CASE_FIXTURE(GraphFixture, "a graph holds each module once, cycles and remote ones included") {
  source.files = {{"file:///a", "code file:///b\ncode https://x/c\n"},
      {"file:///b", "code file:///a\ncode https://x/c\n"}, {"https://x/c", "code https://x/d\n"},
      {"https://x/d", ""}};
  auto graph = graph_of({"file:///a"});
  CHECK_EQ(urls(graph),
      std::vector<std::string>{"file:///a", "file:///b", "https://x/c", "https://x/d"});
  CHECK_EQ(source.loaded.size(), 4);
  CHECK_EQ(failure_text(graph), "");
}

TEST_CASE_FIXTURE(GraphFixture, "what is imported for its types alone is left out of the code") {
  source.files = {
      {"file:///a", "type file:///t\ndynamic file:///d\n"}, {"file:///t", ""}, {"file:///d", ""}};
  CHECK_EQ(urls(graph_of({"file:///a"}, GraphScope::Code)),
      std::vector<std::string>{"file:///a", "file:///d"});
  CHECK_EQ(graph_of({"file:///a"}).modules().size(), 3);
}

TEST_CASE_FIXTURE(GraphFixture, "redirects lead to one module, however often it is reached") {
  source.files = {{"file:///a", "code https://x/1\ncode https://x/2\n"}, {"https://x/2", ""}};
  source.redirects = {{"https://x/1", "https://x/2"}};
  auto graph = graph_of({"file:///a"});
  CHECK_EQ(graph.modules().size(), 2);
  CHECK_EQ(graph.redirects().at("https://x/1"), "https://x/2");
  CHECK_EQ(graph.at("https://x/1").url, "https://x/2");
}

TEST_CASE_FIXTURE(
    GraphFixture, "the first failure is the one that stops a program, with its place") {
  source.files = {{"file:///a", "code file:///b\ncode file:///gone\n"},
      {"file:///b", "dynamic file:///lost\ncode file:///missing\n"}};
  CHECK_EQ(failure_text(graph_of({"file:///a"})),
      "Module not found \"file:///missing\".\n    at file:///b:2:6");
  CHECK_EQ(failure_text(graph_of({"file:///nowhere"})), "Module not found \"file:///nowhere\".");
}

TEST_CASE_FIXTURE(GraphFixture, "a failed dynamic import stops nothing") {
  source.files = {{"file:///a", "dynamic file:///lost\ndynamic lodash\n"}};
  CHECK_EQ(failure_text(graph_of({"file:///a"})), "");
}

TEST_CASE_FIXTURE(GraphFixture, "names that mean nothing come with advice, syntax errors without") {
  source.files = {{"file:///a", "code lodash\n"}, {"file:///b", "code file:///bad\n"},
      {"file:///bad", "nonsense"}};
  CHECK_EQ(failure_text(graph_of({"file:///a"})),
      "Import \"lodash\" not a dependency\n  hint: add it\n    at file:///a:1:6");
  CHECK_EQ(failure_text(graph_of({"file:///b"})), "SyntaxError: no import\n    at file:///bad");
}

TEST_CASE_FIXTURE(GraphFixture, "a chain of imports may be very long") {
  constexpr int kLength = 20000;
  auto name = [](int number) { return "file:///" + std::to_string(number); };
  for (int i = 0; i < kLength; ++i) source.files[name(i)] = "code " + name(i + 1) + "\n";
  auto graph = graph_of({name(0)});
  CHECK_EQ(graph.modules().size(), kLength + 1);
  CHECK(failure_text(graph).starts_with("Module not found"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
