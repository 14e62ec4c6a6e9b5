// Build tool: loads TypeScript and writes the heap. Usage: mktypescript TYPESCRIPT.JS TRANSPILE.JS
// WARM_UP.TSX OUT
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

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
  if (blob.data == nullptr) return 1;
  std::ofstream out(argv[4], std::ios::binary | std::ios::trunc);
  out.write(blob.data, blob.raw_size);
  out.close();
  delete[] blob.data;
  if (out) return 0;
  std::fprintf(stderr, "mktypescript: cannot write %s\n", argv[4]);
  return 1;
}
