// What the program knows of itself, and the engine's services to builtins.
#include <unistd.h>

#include "runtime/base/version.h"
#include "runtime/js/builtins.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using Value = v8::Local<v8::Value>;

std::vector<std::string> arguments(js::Realm& realm) { return realm.program().arguments; }
std::string main_module(js::Realm& realm) { return realm.program().main_module; }
std::string location(js::Realm& realm) { return realm.program().location; }
std::int32_t exit_code(js::Realm& realm) { return realm.program().exit_code; }
void set_exit_code(js::Realm& realm, std::int32_t code) { realm.program().exit_code = code; }
void exit_now(js::Realm& realm, std::int32_t code) { realm.host().on_exit(code); }
std::int32_t process_id() { return ::getpid(); }
std::int32_t parent_process_id() { return ::getppid(); }

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

Result<Value> structured_clone(js::Realm& realm, Value value) {
  auto* isolate = realm.isolate();
  auto context = realm.context();
  v8::ValueSerializer writer(isolate);
  writer.WriteHeader();
  if (writer.WriteValue(context, value).IsNothing()) return fail(ErrorClass::Thrown, "");
  auto [data, size] = writer.Release();
  std::unique_ptr<std::uint8_t, decltype(&std::free)> owned(data, std::free);
  v8::ValueDeserializer reader(isolate, data, size);
  Value copy;
  if (reader.ReadHeader(context).IsNothing() || !reader.ReadValue(context).ToLocal(&copy))
    return fail(ErrorClass::Thrown, "");
  return copy;
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
    js::ungated_op<exit_code>("exitCode", "the program's own exit code"),
    js::ungated_op<set_exit_code>("setExitCode", "the program's own exit code"),
    js::ungated_op<exit_now>("exit", "ends the program itself"),
    js::ungated_op<process_id>("pid", "the program's own number"),
    js::ungated_op<parent_process_id>("ppid", "the number of the program that started it"),
    js::ungated_op<versions>("versions", "bailey's own version"),
    js::ungated_op<load_builtin>(
        "loadBuiltin", "loads bailey's own modules; script cannot call it"),
    js::ungated_op<report_exception>("reportException", "fires the error event"),
    js::ungated_op<structured_clone>("structuredClone", "copies values"),
    js::ungated_op<heap_usage>("heapUsage", "the program's own heap"),
};

}  // namespace

std::span<const js::Op> core_ops() { return kCoreOps; }

}  // namespace bailey::ops
