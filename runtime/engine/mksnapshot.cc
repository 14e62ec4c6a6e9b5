// Build tool: runs the eager builtins and writes the startup snapshot. Usage: mksnapshot OUT
#include <cstdio>
#include <fstream>

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
  if (argc != 2) {
    std::fprintf(stderr, "usage: mksnapshot OUT\n");
    return 2;
  }
  js::Platform platform;
  v8::V8::InitializePlatform(&platform);
  v8::V8::Initialize();
  NoPaths paths;
  NoPrograms programs;
  permissions::Broker broker({}, {.paths = paths, .programs = programs});
  auto blob = js::make_snapshot(platform, broker, builtins::sources(), ops::all_ops());
  if (blob.data == nullptr) return 1;
  std::ofstream out(argv[1], std::ios::binary | std::ios::trunc);
  out.write(blob.data, blob.raw_size);
  out.close();
  if (!out) {
    std::fprintf(stderr, "mksnapshot: cannot write %s\n", argv[1]);
    return 1;
  }
  delete[] blob.data;
  return 0;
}
