// The texts of the builtins, which V8 uses where they lie instead of copying them into every heap.
#pragma once

#include <v8.h>

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/js/builtins.h"

namespace bailey::js {

// The text of sources[index] for any isolate of the process; a program has one set of builtins.
// With V8's sandbox it lies in the cage, so V8 has to be initialised.
v8::String::ExternalOneByteStringResource& builtin_text(
    std::span<const BuiltinSource> sources, std::size_t index);

// Adds the addresses by which a snapshot knows the texts of `sources`.
void add_text_references(
    std::span<const BuiltinSource> sources, std::vector<std::intptr_t>& references);

}  // namespace bailey::js
