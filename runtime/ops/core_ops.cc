// What the program knows of itself, and the engine's services to builtins.
#include <unistd.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "runtime/base/version.h"
#include "runtime/js/builtins.h"
#include "runtime/js/structured_clone.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using Value = v8::Local<v8::Value>;

std::vector<std::string> arguments(js::Realm& realm) { return realm.program().arguments; }
std::string main_module(js::Realm& realm) { return realm.program().main_module; }
std::string location(js::Realm& realm) { return realm.program().location; }
std::string take_serve_address(js::Realm& realm) {
  return std::exchange(realm.program().serve_address, "");
}
std::int32_t exit_code(js::Realm& realm) { return realm.program().exit_code; }
void set_exit_code(js::Realm& realm, std::int32_t code) { realm.program().exit_code = code; }
bool begin_unload(js::Realm& realm) { return !std::exchange(realm.program().is_unloading, true); }
void exit_now(js::Realm& realm, std::int32_t code) { realm.host().on_exit(code); }
std::int32_t process_id() { return ::getpid(); }
std::int32_t parent_process_id() { return ::getppid(); }

// How many processors the program may use.
std::uint32_t processor_count() { return std::max(1U, std::thread::hardware_concurrency()); }

// [bailey, deno compatibility, V8, TypeScript]
std::vector<std::string> versions() {
  return {kVersion, kDenoVersion, v8::V8::GetVersion(), kTypeScriptVersion};
}

// The namespace of a lazy builtin.
Result<Value> load_builtin(js::Realm& realm, std::string name) {
  v8::Local<v8::Object> loaded;
  if (!realm.builtins().load(name).ToLocal(&loaded)) return fail(ErrorClass::Thrown, "");
  return loaded;
}

void report_exception(js::Realm& realm, Value exception) { realm.report_exception(exception); }

Result<> enqueue_microtask(js::Realm& realm, Value callback) {
  if (!callback->IsFunction()) return fail(ErrorClass::TypeError, "expected a function");
  // Through a wrapper, so that an exception is reported and not lost.
  auto wrapper = v8::Function::New(
      realm.context(),
      [](const v8::FunctionCallbackInfo<v8::Value>& info) {
        auto& owner = js::Realm::of(info.GetIsolate());
        (void)owner.call(info.Data().As<v8::Function>(), v8::Undefined(info.GetIsolate()), {});
      },
      callback);
  v8::Local<v8::Function> function;
  if (!wrapper.ToLocal(&function)) return fail(ErrorClass::Thrown, "");
  realm.isolate()->EnqueueMicrotask(function);
  return {};
}

Result<Value> structured_clone(js::Realm& realm, Value value, std::vector<Value> transfer) {
  return js::structured_clone(realm, value, transfer);
}

std::vector<double> heap_usage(js::Realm& realm) {
  v8::HeapStatistics heap;
  realm.isolate()->GetHeapStatistics(&heap);
  return {static_cast<double>(heap.total_heap_size()), static_cast<double>(heap.used_heap_size()),
      static_cast<double>(heap.external_memory())};
}

constexpr js::Op kCoreOps[] = {
    js::ungated_op<arguments>("args", "the program's own arguments"),
    js::ungated_op<main_module>("mainModule", "the program's own URL"),
    js::ungated_op<location>("location", "what --location gave"),
    js::ungated_op<take_serve_address>(
        "takeServeAddress", "what DENO_SERVE_ADDRESS gave; listening there needs leave"),
    js::ungated_op<exit_code>("exitCode", "the program's own exit code"),
    js::ungated_op<set_exit_code>("setExitCode", "the program's own exit code"),
    js::ungated_op<begin_unload>("beginUnload", "true the first time: the program's own end"),
    js::ungated_op<exit_now>("exit", "ends the program itself"),
    js::ungated_op<process_id>("pid", "the program's own number"),
    js::ungated_op<parent_process_id>("ppid", "the number of the program that started it"),
    js::ungated_op<processor_count>("processorCount", "how many threads are worth having"),
    js::ungated_op<versions>("versions", "bailey's own version"),
    js::ungated_op<load_builtin>(
        "loadBuiltin", "loads bailey's own modules; script cannot call it"),
    js::ungated_op<report_exception>("reportException", "fires the error event"),
    js::ungated_op<enqueue_microtask>("enqueueMicrotask", "calls script's own function"),
    js::ungated_op<structured_clone>("structuredClone", "copies values"),
    js::ungated_op<heap_usage>("heapUsage", "the program's own heap"),
};

}  // namespace

std::span<const js::Op> core_ops() { return kCoreOps; }

}  // namespace bailey::ops
