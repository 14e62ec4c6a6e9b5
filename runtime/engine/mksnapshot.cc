// Build tool: runs the eager builtins and writes a startup snapshot, that of a program's main realm
// or that of its workers. Usage: mksnapshot window|worker OUT [--reproducible]
#include <cstdio>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/base/build_result.h"
#include "runtime/builtins/builtins.h"
#include "runtime/engine/build_tool.h"
#include "runtime/js/snapshot.h"
#include "runtime/ops/all_ops.h"

int main(int argc, char** argv) {
  using namespace bailey;
  bool reproducible = argc == 4 && argv[3] == std::string_view("--reproducible");
  std::string_view scope = argc == 3 || reproducible ? argv[1] : "";
  if (scope != "window" && scope != "worker") {
    std::fprintf(stderr, "usage: mksnapshot window|worker OUT [--reproducible]\n");
    return 2;
  }
  std::vector<js::Preparation> preparations{{"bailey:internal/hooks", "rehearse"}};
  if (scope == "worker")
    preparations.push_back(
        {"bailey:web/worker_global", "becomeWorker", js::Preparation::Code::Whole});
  js::Platform platform;
  v8::V8::InitializePlatform(&platform);
  if (reproducible) js::serialize_reproducibly();
  v8::V8::Initialize();
  engine::NoPaths paths;
  engine::NoPrograms programs;
  permissions::Broker broker({}, {.paths = paths, .programs = programs});
  auto blob =
      js::make_snapshot(platform, broker, builtins::sources(), ops::all_ops(), preparations);
  std::unique_ptr<const char[]> data(blob.data);
  bool written =
      write_result("mksnapshot", argv[2], {blob.data, static_cast<std::size_t>(blob.raw_size)});
  return written ? 0 : 1;
}
