// Build tool: loads TypeScript and writes the heap. Usage: mktypescript TYPESCRIPT.JS TRANSPILE.JS
// WARM_UP.TSX OUT
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "runtime/base/build_result.h"
#include "runtime/js/snapshot.h"
#include "runtime/transpiler/typescript_snapshot.h"

namespace {

namespace js = bailey::js;
namespace transpiler = bailey::transpiler;

// The whole file; empty, and said so, when it cannot be read.
std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (text.empty()) std::fprintf(stderr, "mktypescript: cannot read %s\n", path);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  bool reproducible = argc == 6 && argv[5] == std::string_view("--reproducible");
  if (argc != 5 && !reproducible) {
    std::fprintf(stderr,
        "usage: mktypescript TYPESCRIPT.JS TRANSPILE.JS WARM_UP.TSX OUT [--reproducible]\n");
    return 2;
  }
  std::string typescript = read(argv[1]), transpile = read(argv[2]), warm_up = read(argv[3]);
  if (typescript.empty() || transpile.empty() || warm_up.empty()) return 1;
  js::Platform platform;
  v8::V8::InitializePlatform(&platform);
  if (reproducible) js::serialize_reproducibly();
  v8::V8::Initialize();
  auto blob =
      transpiler::make_typescript_snapshot(platform, {.typescript = {"typescript.js", typescript},
                                                         .transpile = {"transpile.js", transpile},
                                                         .warm_up = warm_up});
  std::unique_ptr<const char[]> data(blob.data);
  bool written = bailey::write_result(
      "mktypescript", argv[4], {blob.data, static_cast<std::size_t>(blob.raw_size)});
  return written ? 0 : 1;
}
