// The heap of an isolate in which TypeScript has been loaded, made at build time.
#pragma once

#include <v8.h>

#include <string>
#include <string_view>

#include "runtime/js/platform.h"

namespace bailey::transpiler {

// A script for the isolate, and what it is called in stack traces.
struct NamedScript {
  std::string_view name;
  std::string_view source;
};

struct SnapshotParts {
  NamedScript typescript;
  NamedScript transpile;
  std::string_view warm_up;  // TSX that is transpiled once, so that what this uses is compiled
};

// Runs the scripts and serialises the heap. The caller frees `data` with delete[]. On failure
// `data` is null and the reason has been printed to stderr.
v8::StartupData make_typescript_snapshot(js::Platform& platform, const SnapshotParts& parts);

}  // namespace bailey::transpiler
