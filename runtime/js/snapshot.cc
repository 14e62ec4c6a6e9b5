#include "runtime/js/snapshot.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "runtime/base/check.h"
#include "runtime/js/builtin_code.h"
#include "runtime/js/builtin_texts.h"
#include "runtime/js/exception_text.h"

namespace bailey::js {
namespace {

constexpr std::string_view kHooksModule = "bailey:internal/hooks";

// What the context carries beside the global object, by index.
enum : std::size_t { kHooksData, kNamesData, kFirstModuleData };

struct PrintUncaught final : RealmHost {
  explicit PrintUncaught(v8::Isolate* owner) : isolate(owner) {}
  void on_uncaught(v8::Local<v8::Value> exception, UncaughtIn where) override {
    failed = true;
    std::fprintf(stderr, "%s\n", describe_exception(isolate, exception, where, {}).c_str());
  }
  void on_exit(int) override { failed = true; }
  v8::Isolate* isolate;
  bool failed = false;
};

bool report(Realm& realm, const v8::TryCatch& caught) {
  std::fprintf(stderr, "%s\n",
      describe_exception(realm.isolate(), caught.Exception(), UncaughtIn::Script, {}).c_str());
  return false;
}

// Runs every eager builtin; false when one failed.
bool run_eager(Realm& realm, Builtins& builtins, std::span<const BuiltinSource> sources) {
  Turn turn(realm);
  for (const BuiltinSource& source : sources) {
    if (!source.eager) continue;
    v8::TryCatch caught(realm.isolate());
    if (builtins.load(source.name).IsEmpty()) return report(realm, caught);
  }
  return true;
}

// False when it failed; the promise that the function returned, if it did.
bool call(Realm& realm, Builtins& builtins, const Preparation& preparation,
    v8::Global<v8::Promise>& promise) {
  Turn turn(realm);
  auto context = realm.context();
  v8::TryCatch caught(realm.isolate());
  v8::Local<v8::Object> module;
  v8::Local<v8::Value> function, returned;
  if (!builtins.load(preparation.module).ToLocal(&module) ||
      !module->Get(context, js_name(realm.isolate(), preparation.function)).ToLocal(&function) ||
      !function.As<v8::Function>()
          ->Call(context, v8::Undefined(realm.isolate()), 0, nullptr)
          .ToLocal(&returned))
    return report(realm, caught);
  if (returned->IsPromise()) promise.Reset(realm.isolate(), returned.As<v8::Promise>());
  return true;
}

// False when it failed, and said so.
bool prepare(Realm& realm, Builtins& builtins, const Preparation& preparation) {
  if (preparation.code == Preparation::Code::Whole) builtins.compile_wholly();
  v8::Global<v8::Promise> promise;
  if (!call(realm, builtins, preparation, promise)) return false;
  if (promise.IsEmpty()) return true;
  auto state = [&] {
    v8::HandleScope handles(realm.isolate());
    return promise.Get(realm.isolate())->State();
  };
  while (state() == v8::Promise::kPending && realm.loop().expects_anything())
    realm.loop().run_one();
  if (state() == v8::Promise::kPending)
    std::fprintf(stderr, "%s never ends\n", std::string(preparation.module).c_str());
  return state() == v8::Promise::kFulfilled;
}

void add_data(v8::SnapshotCreator& creator, Realm& realm, Builtins& builtins) {
  auto context = realm.context();
  auto* isolate = realm.isolate();
  auto hooks = builtins.load(kHooksModule).ToLocalChecked();
  auto table = hooks->Get(context, js_name(isolate, "default")).ToLocalChecked();
  BAILEY_CHECK(creator.AddData(context, table.As<v8::Object>()) == kHooksData);
  std::vector<v8::Local<v8::Value>> names;
  for (const std::string& name : builtins.loaded()) names.push_back(js_string(isolate, name));
  auto list = v8::Array::New(isolate, names.data(), names.size());
  BAILEY_CHECK(creator.AddData(context, list) == kNamesData);
  for (const std::string& name : builtins.loaded()) creator.AddData(context, builtins.module(name));
}

}  // namespace

// The seeds of hashes and of Math.random() are in the heap otherwise, and how far V8's own threads
// came.
void serialize_reproducibly() { v8::V8::SetFlagsFromString("--random-seed=1 --predictable"); }

v8::StartupData serialize_heap(Platform& platform, EventLoop& loop, const std::intptr_t* references,
    const std::function<bool(v8::SnapshotCreator&, v8::Local<v8::Context>)>& fill) {
  std::unique_ptr<v8::ArrayBuffer::Allocator> allocator(
      v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator = allocator.get();
  params.external_references = references;
  v8::Isolate* isolate = v8::Isolate::Allocate();
  platform.attach(isolate, loop);
  v8::StartupData blob{nullptr, 0};
  {
    v8::SnapshotCreator creator(isolate, params);
    bool filled = false;
    {
      v8::HandleScope handles(isolate);
      auto context = v8::Context::New(isolate);
      v8::Context::Scope entered(context);
      filled = fill(creator, context);
      creator.SetDefaultContext(context);
    }
    blob = creator.CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
    if (!filled) {
      delete[] blob.data;
      blob = {nullptr, 0};
    }
  }
  platform.detach(isolate);
  return blob;
}

std::vector<std::intptr_t> external_references(
    std::span<const BuiltinSource> sources, std::span<const OpFamily> families) {
  std::vector<std::intptr_t> references;
  add_op_references(families, references);
  add_text_references(sources, references);
  references.push_back(0);
  return references;
}

v8::StartupData make_snapshot(Platform& platform, permissions::Broker& broker,
    std::span<const BuiltinSource> sources, std::span<const OpFamily> families,
    std::span<const Preparation> preparations) {
  EventLoop loop;
  auto references = external_references(sources, families);
  return serialize_heap(platform, loop, references.data(),
      [&](v8::SnapshotCreator& creator, v8::Local<v8::Context> context) {
        auto* isolate = context->GetIsolate();
        bool ok = false;
        {
          PrintUncaught host(isolate);
          Realm realm(isolate, context, loop, broker, host);
          Builtins builtins(realm, sources, families);
          install_import_meta(isolate);
          ok = run_eager(realm, builtins, sources) &&
               std::ranges::all_of(preparations,
                   [&](const Preparation& each) { return prepare(realm, builtins, each); }) &&
               !host.failed;
          if (ok) add_data(creator, realm, builtins);
        }
        isolate->SetPromiseRejectCallback(nullptr);
        return ok;
      });
}

namespace {

// Empty when one could not be compiled.
std::string take_code(Realm& realm, Builtins& builtins, std::span<const BuiltinSource> sources) {
  v8::TryCatch caught(realm.isolate());
  std::vector<std::string> codes;
  for (const BuiltinSource& source : sources) {
    auto code = builtins.code_of(source);
    if (!code) {
      report(realm, caught);
      return {};
    }
    codes.push_back(*std::move(code));
  }
  return pack_builtin_code(codes);
}

}  // namespace

std::string make_builtin_code(Platform& platform, permissions::Broker& broker,
    v8::Isolate::CreateParams params, std::span<const BuiltinSource> sources,
    std::span<const OpFamily> families, const Preparation& rehearsal,
    const std::function<void(Realm&)>& provide) {
  EventLoop loop;
  params.array_buffer_allocator_shared.reset(v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  v8::Isolate* isolate = v8::Isolate::Allocate();
  platform.attach(isolate, loop);
  v8::Isolate::Initialize(isolate, params);
  std::string packed;
  {
    v8::Isolate::Scope entered_isolate(isolate);
    v8::HandleScope handles(isolate);
    auto context = v8::Context::New(isolate);
    v8::Context::Scope entered(context);
    PrintUncaught host(isolate);
    Realm realm(isolate, context, loop, broker, host);
    Builtins builtins(realm, sources, families);
    restore_from_snapshot(realm, builtins);
    install_import_meta(isolate);
    provide(realm);
    if (prepare(realm, builtins, rehearsal) && !host.failed)
      packed = take_code(realm, builtins, sources);
  }
  isolate->Dispose();
  platform.detach(isolate);
  return packed;
}

void restore_from_snapshot(Realm& realm, Builtins& builtins) {
  auto context = realm.context();
  realm.set_hooks(context->GetDataFromSnapshotOnce<v8::Object>(kHooksData).ToLocalChecked());
  builtins.restore(
      context->GetDataFromSnapshotOnce<v8::Array>(kNamesData).ToLocalChecked(), kFirstModuleData);
}

}  // namespace bailey::js
