#include "runtime/engine/startup.h"

#include <vector>

#include "runtime/builtins/builtins.h"
#include "runtime/js/snapshot.h"
#include "runtime/ops/all_ops.h"

extern "C" const char bailey_embed_window_snapshot[], bailey_embed_window_snapshot_end[];
extern "C" const char bailey_embed_worker_snapshot[], bailey_embed_worker_snapshot_end[];

namespace bailey::engine {
namespace {

const std::vector<std::intptr_t>& references() {
  static const auto kReferences = js::external_references(builtins::sources(), ops::all_ops());
  return kReferences;
}

v8::StartupData* snapshot(Scope scope) {
  auto blob = [](const char* begin, const char* end) {
    return v8::StartupData{begin, static_cast<int>(end - begin)};
  };
  static auto window = blob(bailey_embed_window_snapshot, bailey_embed_window_snapshot_end);
  static auto worker = blob(bailey_embed_worker_snapshot, bailey_embed_worker_snapshot_end);
  return scope == Scope::Worker ? &worker : &window;
}

}  // namespace

void use_snapshot(v8::Isolate::CreateParams& params, Scope scope) {
  params.snapshot_blob = snapshot(scope);
  params.external_references = references().data();
}

}  // namespace bailey::engine
