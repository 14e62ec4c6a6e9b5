// For tests: TypeScript given to the transpiler, and the result to the engine.
#pragma once

#include <string>
#include <string_view>

#include "runtime/transpiler/isolate_transpiler.h"

namespace bailey::transpiler {

// Whether a program starts with the function `equal(actual, expected)`.
enum class Prelude { Yes, No };

class TranspiledProgram {
 public:
  TranspiledProgram();

  Result<loader::Transpiled> request(loader::MediaType type, std::string_view source);
  // The code; fails the test when there is none.
  std::string transpile(loader::MediaType type, std::string_view source);
  // The message; fails the test when there is code.
  std::string failure(loader::MediaType type, std::string_view source);
  // Runs `source` as file:///t/main.ts. What it ended with; empty when it ended well.
  std::string run(std::string_view source, Prelude prelude = Prelude::Yes);

  loader::CompilerOptions options;
  EventLoop loop;
  IsolateTranspiler transpiler;
};

}  // namespace bailey::transpiler
