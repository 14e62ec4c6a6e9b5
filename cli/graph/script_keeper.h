// A transpiler that keeps what it was given, for commands that look at programs.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/graph/graph_source.h"
#include "loader/typescript/transpiler.h"

namespace bailey::cli {

class ScriptKeeper final : public loader::Transpiler {
 public:
  enum class Mode : std::uint8_t {
    PassOn,         // keeps nothing
    KeepAndPassOn,  // also transpiles
    KeepOnly,       // the output is the source
  };

  // `inner` must outlive it.
  explicit ScriptKeeper(loader::Transpiler& inner) : inner_(inner) {}

  void set_mode(Mode mode) { mode_ = mode; }

  // What was given for the module at `url`, once; nothing when it needed no transpiler.
  std::optional<WrittenScript> take(const std::string& url);

  Result<loader::Transpiled> transpile(const loader::TranspileRequest& request) override;
  void release() override { inner_.release(); }
  std::string_view version() const override { return inner_.version(); }

 private:
  loader::Transpiler& inner_;
  Mode mode_ = Mode::PassOn;
  std::map<std::string, WrittenScript, std::less<>> kept_;
};

}  // namespace bailey::cli
