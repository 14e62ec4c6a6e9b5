#include "cli/transpiler.h"

namespace bailey::cli {
namespace {

class NoTranspiler final : public loader::Transpiler {
 public:
  Result<loader::Transpiled> transpile(const loader::TranspileRequest& request) override {
    return fail(ErrorClass::NotSupported,
        "this build cannot run TypeScript or JSX: " + std::string(request.url));
  }
  std::string_view version() const override { return "none"; }
};

}  // namespace

std::unique_ptr<loader::Transpiler> make_transpiler() { return std::make_unique<NoTranspiler>(); }

}  // namespace bailey::cli
