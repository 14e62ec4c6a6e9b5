#include "runtime/transpiler/isolate_transpiler.h"

#include <doctest/doctest.h>
#include <chrono>
#include <cstdio>

#include "runtime/js/realm.h"
using namespace bailey;
TEST_CASE("probe") {
  js::Platform platform;
  v8::V8::SetFlagsFromString("--no-verify-snapshot-checksum");
  v8::V8::InitializePlatform(&platform);
  v8::V8::Initialize();
  EventLoop loop;
  loader::CompilerOptions options;
  auto now = [] { return std::chrono::steady_clock::now(); };
  for (int round = 0; round < 2; ++round) {
    transpiler::IsolateTranspiler t(platform, loop);
    for (int i = 0; i < 4; ++i) {
      auto begin = now();
      auto out = t.transpile({"file:///a.ts", loader::MediaType::TypeScript, "enum A { B }\nexport const x: number = A.B;\n", options});
      REQUIRE(out);
      std::printf("%d %.2f ms\n", i, std::chrono::duration<double, std::milli>(now() - begin).count());
      if (i == 0 && round == 0) std::printf("%s\n%s\n", out->code.c_str(), out->source_map.c_str());
    }
  }
}
