// From TypeScript and JSX to JavaScript: the interface behind which a transpiler works.
#pragma once

#include <string>
#include <string_view>

#include "loader/config/config.h"
#include "loader/resolve/media_type.h"
#include "runtime/base/result.h"

namespace bailey::loader {

struct TranspileRequest {
  std::string_view url;  // of the module, for messages and for the `sources` of the map
  MediaType type = MediaType::TypeScript;
  std::string_view source;  // UTF-8
  const CompilerOptions& options;
};

struct Transpiled {
  std::string code;        // JavaScript
  std::string source_map;  // https://tc39.es/ecma426, version 3; empty when there is none
};

class Transpiler {
 public:
  virtual ~Transpiler() = default;

  // A SyntaxError reads as Deno prints it: text, excerpt, `    at URL:L:C`.
  virtual Result<Transpiled> transpile(const TranspileRequest& request) = 0;

  // No more sources are to be expected for a while: what is kept for them can go.
  virtual void release() {}

  // Changes whenever the output for the same input may.
  virtual std::string_view version() const = 0;
};

}  // namespace bailey::loader
