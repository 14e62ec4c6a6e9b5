// The startup snapshot: the heap after every eager builtin has run, made at build time.
#pragma once

#include <v8.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/js/builtins.h"
#include "runtime/js/platform.h"

namespace bailey::js {

// For a tool of the build, before v8::V8::Initialize(): the same heap makes the same bytes. A V8
// that cannot rehash a heap with modules in it (runtime/engine/startup_test.cc) keeps the seed of
// its hashes, which everybody then knows, and not only those who have the file.
void serialize_reproducibly();

// The heap of a new isolate in whose one context `fill` ran, serialised; without data when `fill`
// said false. The caller frees `data` with delete[]. `references` ends with 0, or is null.
v8::StartupData serialize_heap(Platform& platform, EventLoop& loop, const std::intptr_t* references,
    const std::function<bool(v8::SnapshotCreator&, v8::Local<v8::Context>)>& fill);

// Every address that a snapshot of `sources` and `families` refers to by its place in this list,
// which ends with 0: that of the program that makes the snapshot and that of those that start from
// it.
std::vector<std::intptr_t> external_references(
    std::span<const BuiltinSource> sources, std::span<const OpFamily> families);

// A function that a builtin exports, run before the heap is serialised. What it returns is waited
// for.
struct Preparation {
  enum class Code : std::uint8_t { WhatRan, Whole };
  std::string_view module;
  std::string_view function;
  Code code = Code::WhatRan;  // what is kept of the modules that are loaded for it
};

// Runs the eager builtins, then `preparations`, and serialises the heap. The caller frees `data`
// with delete[]. On a failing builtin `data` is null and the reason has been printed to stderr.
v8::StartupData make_snapshot(Platform& platform, permissions::Broker& broker,
    std::span<const BuiltinSource> sources, std::span<const OpFamily> families,
    std::span<const Preparation> preparations);

// What the builtins that are no part of the snapshot are compiled to, packed (builtin_code.h),
// after `rehearsal` has run in a realm made from the snapshot; empty when it failed, and said so.
// `params` name the snapshot; `provide` gives the realm what ops need.
std::string make_builtin_code(Platform& platform, permissions::Broker& broker,
    v8::Isolate::CreateParams params, std::span<const BuiltinSource> sources,
    std::span<const OpFamily> families, const Preparation& rehearsal,
    const std::function<void(Realm&)>& provide);

// Brings `realm` to the state the snapshot was made in: hooks and builtin modules.
void restore_from_snapshot(Realm& realm, Builtins& builtins);

}  // namespace bailey::js
