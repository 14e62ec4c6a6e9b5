// Build tool: runs the eager builtins and writes a startup snapshot, that of a program's main realm
// or that of its workers. Usage: mksnapshot window|worker OUT [--reproducible]
#include <cstdio>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "permissions/broker.h"
#include "runtime/builtins/builtins.h"
#include "runtime/js/snapshot.h"
#include "runtime/ops/all_ops.h"

namespace {

namespace builtins = bailey::builtins;
namespace js = bailey::js;
namespace ops = bailey::ops;
namespace permissions = bailey::permissions;
using bailey::Result;

// Builtins touch nothing while the snapshot is made, so there is nothing to find.
struct NoPaths final : permissions::PathResolver {
  Result<std::string> resolve(std::string_view path) const override { return std::string(path); }
  Result<std::string> resolve_entry(std::string_view path) const override {
    return std::string(path);
  }
  Result<std::string> current_directory() const override { return std::string("/"); }
  bool is_inherited_pipe(int) const override { return false; }
};
struct NoPrograms final : permissions::ProgramResolver {
  std::optional<std::string> find(
      std::string_view, std::optional<std::string_view>) const override {
    return std::nullopt;
  }
};

}  // namespace

int main(int argc, char** argv) {
  bool reproducible = argc == 4 && argv[3] == std::string_view("--reproducible");
  std::string_view scope = argc == 3 || reproducible ? argv[1] : "";
  if (scope != "window" && scope != "worker") {
    std::fprintf(stderr, "usage: mksnapshot window|worker OUT [--reproducible]\n");
    return 2;
  }
  std::vector<js::Preparation> preparations{{"bailey:internal/hooks", "rehearse"}};
  if (scope == "worker") preparations.push_back({"bailey:web/worker_global", "becomeWorker"});
  js::Platform platform;
  v8::V8::InitializePlatform(&platform);
  if (reproducible) js::serialize_reproducibly();
  v8::V8::Initialize();
  NoPaths paths;
  NoPrograms programs;
  permissions::Broker broker({}, {.paths = paths, .programs = programs});
  auto blob =
      js::make_snapshot(platform, broker, builtins::sources(), ops::all_ops(), preparations);
  if (blob.data == nullptr) return 1;
  std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
  out.write(blob.data, blob.raw_size);
  out.close();
  if (!out) {
    std::fprintf(stderr, "mksnapshot: cannot write %s\n", argv[2]);
    return 1;
  }
  delete[] blob.data;
  return 0;
}
