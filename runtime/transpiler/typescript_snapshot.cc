#include "runtime/transpiler/typescript_snapshot.h"

#include <cstdio>

#include "runtime/event_loop/event_loop.h"
#include "runtime/js/realm.h"
#include "runtime/js/snapshot.h"

namespace bailey::transpiler {
namespace {

// Prints what `caught` holds; always false.
bool report(v8::Isolate* isolate, const v8::TryCatch& caught, std::string_view name) {
  v8::String::Utf8Value text(isolate, caught.Exception());
  std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(name.size()), name.data(),
      *text == nullptr ? "failed" : *text);
  return false;
}

bool run_script(v8::Local<v8::Context> context, const NamedScript& script) {
  auto* isolate = context->GetIsolate();
  v8::TryCatch caught(isolate);
  v8::ScriptOrigin origin(js::js_string(isolate, script.name));
  v8::Local<v8::String> source;
  v8::Local<v8::Script> compiled;
  v8::Local<v8::Value> result;
  if (js::new_string(isolate, script.source).ToLocal(&source) &&
      v8::Script::Compile(context, source, &origin).ToLocal(&compiled) &&
      compiled->Run(context).ToLocal(&result))
    return true;
  return report(isolate, caught, script.name);
}

// V8 compiles a function when it first runs; what ran here need not be compiled again.
bool warm_up(v8::Local<v8::Context> context, std::string_view source) {
  constexpr std::string_view kCalls = R"(for (const change of [
    {}, { jsx: "automatic" }, { experimentalDecorators: true, emitDecoratorMetadata: true },
  ]) {
    const request = { url: "file:///warm_up.tsx", kind: "tsx", jsx: "classic",
      jsxFactory: "React.createElement", jsxFragmentFactory: "React.Fragment",
      jsxImportSource: "react", experimentalDecorators: false, emitDecoratorMetadata: false,
      verbatimModuleSyntax: false, ...change };
    const [, , failure] = transpile(request, warmUp);
    if (failure !== "") throw new Error(failure);
  }
  transpile({ url: "file:///x.ts", kind: "ts", jsx: "classic" }, "const a = ;");
  delete globalThis.warmUp;)";
  auto* isolate = context->GetIsolate();
  auto text = js::new_string(isolate, source).ToLocalChecked();
  return context->Global()->Set(context, js::js_name(isolate, "warmUp"), text).FromMaybe(false) &&
         run_script(context, {"warm_up", kCalls});
}

// TypeScript remembers when it was loaded, for measurements that nobody asks for here.
constexpr NamedScript kClock{"clock", "Date.now = () => 0;"};

}  // namespace

v8::StartupData make_typescript_snapshot(js::Platform& platform, const SnapshotParts& parts) {
  EventLoop loop;
  return js::serialize_heap(
      platform, loop, nullptr, [&](v8::SnapshotCreator&, v8::Local<v8::Context> context) {
        return run_script(context, kClock) && run_script(context, parts.typescript) &&
               run_script(context, parts.transpile) && warm_up(context, parts.warm_up);
      });
}

}  // namespace bailey::transpiler
