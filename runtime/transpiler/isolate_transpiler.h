// TypeScript's own compiler as a transpiler, in an isolate of its own.
#pragma once

#include <memory>
#include <string_view>

#include "loader/typescript/import_parser.h"
#include "loader/typescript/transpiler.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/js/platform.h"

namespace bailey::transpiler {

// The isolate is made of the snapshot when the first source comes and kept until release(). It has
// no op, no loop of its own and no module: all that reaches its script is strings, and all that
// leaves it. What a source makes of it ends with the isolate. Belongs to one thread, which may have
// other isolates.
class IsolateTranspiler final : public loader::Transpiler, public loader::ImportParser {
 public:
  // Both must outlive it. V8 must have been started.
  IsolateTranspiler(js::Platform& platform, EventLoop& loop);
  ~IsolateTranspiler() override;

  // SyntaxError for what is no TypeScript; RangeError for what is nested too deeply or needs more
  // memory than a transpiler gets. Any bytes may come; what is not UTF-8 reads as U+FFFD.
  Result<loader::Transpiled> transpile(const loader::TranspileRequest& request) override;

  // Errors as of transpile().
  Result<std::vector<loader::WrittenImport>> imports(
      std::string_view url, loader::MediaType type, std::string_view source) override;

  std::string_view version() const override;

  // Gives the memory back. The next transpile() begins anew.
  void release() override;

 private:
  class Session;
  Session& session();

  js::Platform& platform_;
  EventLoop& loop_;
  std::unique_ptr<Session> session_;
};

}  // namespace bailey::transpiler
