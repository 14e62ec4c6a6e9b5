#include "cli/transpiler.h"

#include "runtime/transpiler/isolate_transpiler.h"

namespace bailey::cli {

std::unique_ptr<loader::Transpiler> make_transpiler(js::Platform& platform, EventLoop& loop) {
  return std::make_unique<transpiler::IsolateTranspiler>(platform, loop);
}

}  // namespace bailey::cli
