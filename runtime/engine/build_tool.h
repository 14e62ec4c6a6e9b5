// What the tools share that run the builtins while bailey is built.
#pragma once

#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "permissions/broker.h"

namespace bailey::engine {

// Builtins touch nothing while the program is built, so there is nothing to find.
struct NoPaths final : permissions::PathResolver {
  Result<std::string> resolve(std::string_view path) const override { return std::string(path); }
  Result<std::string> resolve_entry(std::string_view path) const override {
    return std::string(path);
  }
  Result<std::string> current_directory() const override { return std::string("/"); }
  bool is_inherited_pipe(int) const override { return false; }
};
struct NoPrograms final : permissions::ProgramResolver {
  std::optional<std::string> find(
      std::string_view, std::optional<std::string_view>) const override {
    return std::nullopt;
  }
};

// False, and said so on standard error, when there is nothing to write or it cannot be written.
inline bool write_result(const char* tool, const char* path, std::string_view bytes) {
  if (bytes.empty()) return false;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) std::fprintf(stderr, "%s: cannot write %s\n", tool, path);
  return static_cast<bool>(out);
}

}  // namespace bailey::engine
