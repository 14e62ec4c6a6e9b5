#include "loader/module_loader/literal_imports.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

std::string calls(std::string_view source) {
  std::string out;
  for (const auto& one : literal_imports(source, ImportForms::Calls)) out += one + " ";
  return out;
}
std::string all(std::string_view source) {
  std::string out;
  for (const auto& one : literal_imports(source, ImportForms::CallsAndClauses)) out += one + " ";
  return out;
}

TEST_SUITE_BEGIN("loader/module_loader/literal_imports");

TEST_CASE("a literal in import() is found however it is laid out") {
  CHECK(calls("await import('./a.js')") == "./a.js ");
  CHECK(calls("import /* x */ (\n// y\n  \"./a.js\" , {with: {type: 'json'}})") == "./a.js ");
  CHECK(calls("import(`./a.js`);import('./b.js');import('./a.js')") == "./a.js ./b.js ");
}

TEST_CASE("a computed specifier is none") {
  for (const char* source : {"import(x)", "import('a' + x)", "import(`a${x}`)", "import(('a'))",
           "import('a\\x62')", "import('a\nb')", "import('a", "import(", "import", "import('')",
           "reimport('a')", "x.import('a')", "$import('a')", "import.meta.resolve('a')"})
    CHECK(calls(source) == "");
}

TEST_CASE("clauses are found when they are asked for") {
  const char* source =
      "import a from './a.js';import'./b.js'\nexport * from \"./c.js\";import('d')";
  CHECK(calls(source) == "d ");
  CHECK(all(source) == "./b.js d ./a.js ./c.js ");
  CHECK(all("const from = `x`; from `y`") == "");
}

std::string workers(std::string_view source) {
  std::string out;
  for (const auto& one : literal_workers(source))
    out += (one.base == UrlBase::ImportMap ? "map:" : "") + one.text + " ";
  return out;
}

TEST_CASE("what a worker is made of is found however the URL is written") {
  CHECK(workers("new Worker('https://a.com/x.ts', {type: 'module'})") == "https://a.com/x.ts ");
  CHECK(workers("new Worker(new URL(\"./w.ts\", import.meta.url).href)") == "./w.ts ");
  CHECK(workers("const u = new URL('./w.js?x=1', /* */ import.meta.url,);\nnew Worker (u)") ==
        "./w.js?x=1 ");
  CHECK(workers("new Worker(import.meta.resolve(`#worker.tsx`))") == "map:#worker.tsx ");
}

TEST_CASE("URLs where no worker is made, of other files or of elsewhere, are none") {
  for (const char* source : {"new URL('./w.ts', import.meta.url)", "new Worker(x)", "Worker",
           "new Worker(); new URL('./data.json', import.meta.url)",
           "new Worker(); new URL('./w.ts', base)", "new Worker(); new URL('./w.ts')",
           "new Worker(); new URL('./w.ts', import.meta.urls)", "new Worker('a' ",
           "new Worker(); new URL('./w.ts', import.meta.url + x)", "new SharedWorker('a')",
           "new Worker(); import.meta.resolve('x')", "new Worker('')", "new Worker(`${x}`)"})
    CHECK(workers(source) == "");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
