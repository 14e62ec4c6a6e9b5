// What the tools share that run the builtins while bailey is built.
#pragma once

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

}  // namespace bailey::engine
