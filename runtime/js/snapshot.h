// The startup snapshot: the heap after every eager builtin has run, made at build time.
#pragma once

#include <v8.h>

#include <memory>
#include <span>

#include "runtime/js/builtins.h"
#include "runtime/js/platform.h"

namespace bailey::js {

// Runs the eager builtins and serialises the heap. The caller frees `data` with delete[].
// On a failing builtin `data` is null and the reason has been printed to stderr.
v8::StartupData make_snapshot(Platform& platform, permissions::Broker& broker,
    std::span<const BuiltinSource> sources, std::span<const OpFamily> families);

// What the eager builtins and ops of this program are; runtime/engine provides it.
struct ProgramParts {
  std::span<const BuiltinSource> sources;
  std::span<const OpFamily> families;
  std::span<const std::intptr_t> references;  // external_references(families)
};

// Brings `realm` to the state the snapshot was made in: hooks and builtin modules.
void restore_from_snapshot(Realm& realm, Builtins& builtins);

}  // namespace bailey::js
