#include "runtime/engine/startup.h"

#include <doctest/doctest.h>

#include "runtime/builtins/builtins.h"
#include "runtime/engine/engine_for_tests.h"
#include "runtime/js/builtin_code.h"
#include "runtime/js/builtin_texts.h"

extern "C" const char bailey_embed_builtin_code[], bailey_embed_builtin_code_end[];

namespace bailey::engine {
namespace {

#ifdef V8_ENABLE_SANDBOX
constexpr bool kOwnEngine = true;
#else
constexpr bool kOwnEngine = false;
#endif

TEST_SUITE_BEGIN("engine/startup");

// SECURITY: with a seed that is in the snapshot, whoever has the program can choose keys that
// collide. SECURITY.md says where that is so.
TEST_CASE("with an engine of our own every process draws the seed of its hashes") {
  for (Scope scope : {Scope::Window, Scope::Worker}) {
    v8::Isolate::CreateParams params;
    use_snapshot(params, scope);
    CHECK(params.snapshot_blob->CanBeRehashed() == kOwnEngine);
  }
}

v8::Isolate::CreateParams window() {
  v8::Isolate::CreateParams params;
  use_snapshot(params, Scope::Window);
  return params;
}

// Whether V8 takes the code that was made of sources[index] at build time.
bool fits(v8::Isolate* isolate, std::span<const js::BuiltinSource> sources, std::size_t index) {
  using v8::ScriptCompiler;
  auto code = js::builtin_code(index);
  auto name = v8::String::NewFromUtf8Literal(isolate, "bailey:test");
  v8::ScriptOrigin origin(name, 0, 0, false, -1, {}, false, false, true);
  auto text = v8::String::NewExternalOneByte(isolate, &js::builtin_text(sources, index));
  ScriptCompiler::Source source(text.ToLocalChecked(), origin,
      new ScriptCompiler::CachedData(
          reinterpret_cast<const std::uint8_t*>(code.data()), static_cast<int>(code.size())));
  return !ScriptCompiler::CompileModule(isolate, &source, ScriptCompiler::kConsumeCodeCache)
              .IsEmpty() &&
         !source.GetCachedData()->rejected;
}

TEST_CASE("V8 takes the code of builtins that was made when bailey was built") {
  js::provide_builtin_code({bailey_embed_builtin_code,
      static_cast<std::size_t>(bailey_embed_builtin_code_end - bailey_embed_builtin_code)});
  IsolateFixture fixture(window());
  v8::HandleScope handles(fixture.isolate());
  v8::Context::Scope entered(v8::Context::New(fixture.isolate()));
  auto sources = builtins::sources();
  std::size_t with_code = 0;
  for (std::size_t index = 0; index < sources.size(); ++index) {
    if (js::builtin_code(index).empty()) continue;
    ++with_code;
    CHECK_MESSAGE(fits(fixture.isolate(), sources, index), sources[index].name);
  }
  CHECK(with_code > 40);
  js::provide_builtin_code({});
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::engine
