#include "tests/support/transpiled_program.h"

#include <doctest/doctest.h>

#include "loader/typescript/source_map.h"
#include "permissions/broker.h"
#include "runtime/engine/runtime.h"
#include "tests/support/fake_paths.h"

namespace bailey::transpiler {
namespace {

constexpr std::string_view kPrelude = R"(function equal(actual: any, expected: any) {
  const show = (value: any): string => Array.isArray(value) ? `[${value.map(show)}]`
    : typeof value === "function" ? value.name : JSON.stringify(value) ?? "undefined";
  if (show(actual) !== show(expected)) throw new Error(`${show(actual)} is not ${show(expected)}`);
}
)";

js::Platform& started_platform() {
  static js::Platform platform;
  static bool started = engine::start_engine(platform, {}).has_value();
  REQUIRE(started);
  return platform;
}

// The one module of a program.
class OneModule final : public js::ModuleSource {
 public:
  OneModule(TranspiledProgram& program, std::string source)
      : program_(program), source_(std::move(source)) {}

  Result<std::string> resolve(std::string_view specifier, std::string_view) override {
    return std::string(specifier);
  }
  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override {
    return load_module(request.url);
  }
  Task<js::ModuleCode> load(js::ModuleRequest request) override {
    co_return take(load_module(request.url));
  }

 private:
  static js::ModuleCode take(Result<js::ModuleCode> code) { return *std::move(code); }

  Result<js::ModuleCode> load_module(const std::string& url) {
    auto output = BAILEY_TRY(program_.request(loader::MediaType::TypeScript, source_));
    js::ModuleCode code;
    code.url = url;
    code.source = std::move(output.code);
    code.source_map =
        std::make_unique<loader::MappedSource>(std::move(output.source_map), url, source_);
    return code;
  }

  TranspiledProgram& program_;
  std::string source_;
};

}  // namespace

TranspiledProgram::TranspiledProgram() : transpiler(started_platform(), loop) {}

Result<loader::Transpiled> TranspiledProgram::request(
    loader::MediaType type, std::string_view source) {
  bool tsx = type == loader::MediaType::Tsx;
  return transpiler.transpile(
      {tsx ? "file:///t/main.tsx" : "file:///t/main.ts", type, source, options});
}

std::string TranspiledProgram::transpile(loader::MediaType type, std::string_view source) {
  auto output = request(type, source);
  if (output) return std::move(output->code);
  FAIL(output.error().message);
  return "";
}

std::string TranspiledProgram::failure(loader::MediaType type, std::string_view source) {
  auto output = request(type, source);
  REQUIRE(!output);
  CHECK(output.error().error_class == ErrorClass::SyntaxError);
  return output.error().message;
}

std::string TranspiledProgram::run(std::string_view source, Prelude prelude) {
  tests::FakePaths paths;
  tests::FakePrograms programs;
  permissions::Broker broker({}, {.paths = paths, .programs = programs});
  std::string all(prelude == Prelude::Yes ? kPrelude : "");
  OneModule modules(*this, all.append(source));
  engine::Runtime runtime(started_platform(), loop, broker, modules, {});
  return runtime.run("file:///t/main.ts").message;
}

}  // namespace bailey::transpiler
