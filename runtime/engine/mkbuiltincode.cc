// Build tool: compiles the builtins that no snapshot holds and writes their code.
// Usage: mkbuiltincode OUT [--reproducible]
#include <cstdio>
#include <string_view>

#include "runtime/base/build_result.h"
#include "runtime/builtins/builtins.h"
#include "runtime/engine/build_tool.h"
#include "runtime/engine/runtime.h"
#include "runtime/engine/startup.h"
#include "runtime/js/snapshot.h"
#include "runtime/ops/all_ops.h"
#include "runtime/workers/no_workers.h"

int main(int argc, char** argv) {
  using namespace bailey;
  bool reproducible = argc == 3 && argv[2] == std::string_view("--reproducible");
  if (argc != 2 && !reproducible) {
    std::fprintf(stderr, "usage: mkbuiltincode OUT [--reproducible]\n");
    return 2;
  }
  js::Platform platform;
  if (reproducible) js::serialize_reproducibly();
  // V8 takes the code only where its flags are those that the code was made with.
  if (!engine::start_engine(platform, {})) return 1;
  engine::NoPaths paths;
  engine::NoPrograms programs;
  permissions::Broker broker({}, {.paths = paths, .programs = programs});
  v8::Isolate::CreateParams params;
  engine::use_snapshot(params, engine::Scope::Window);
  workers::NoWorkers none;
  auto code = js::make_builtin_code(platform, broker, params, builtins::sources(), ops::all_ops(),
      {"bailey:internal/rehearsal", "rehearse"},
      [&](js::Realm& realm) { realm.provide<workers::WorkerRunner>(none); });
  return write_result("mkbuiltincode", argv[1], code) ? 0 : 1;
}
