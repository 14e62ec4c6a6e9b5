// A disk that holds only the symlinks, programs and pipes that a test names.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "permissions/lexical_path.h"
#include "permissions/path_resolver.h"
#include "runtime/base/result.h"

namespace bailey::tests {

struct FakePaths : permissions::PathResolver {
  // Absolute path of a link → absolute path it leads to.
  std::map<std::string, std::string, std::less<>> links;
  std::set<int> pipes;
  std::string directory = "/home/me";
  // How often the disk was asked.
  mutable int lookups = 0;

  Result<std::string> resolve(std::string_view path) const override {
    ++lookups;
    std::string resolved = "/";
    for (int followed = 0; !path.empty();) {
      std::string_view component = path.substr(0, path.find('/'));
      path.remove_prefix(component.size() == path.size() ? path.size() : component.size() + 1);
      if (component.empty()) continue;
      std::string next = permissions::normalise(resolved, component);
      auto link = links.find(next);
      resolved = link == links.end() || ++followed > 40 ? next : BAILEY_TRY(resolve(link->second));
    }
    return resolved;
  }

  Result<std::string> resolve_entry(std::string_view path) const override {
    auto [parent, name] = permissions::split_last(path);
    return permissions::normalise(BAILEY_TRY(resolve(parent)), name);
  }

  Result<std::string> current_directory() const override { return directory; }
  bool is_inherited_pipe(int fd) const override { return pipes.contains(fd); }
};

struct FakePrograms : permissions::ProgramResolver {
  // Absolute paths of executables.
  std::set<std::string, std::less<>> executables;
  std::string search_path = "/usr/bin:/bin";

  std::optional<std::string> find(
      std::string_view name, std::optional<std::string_view> path) const override {
    std::string_view folders = path.value_or(search_path);
    while (!folders.empty()) {
      std::string_view folder = folders.substr(0, folders.find(':'));
      folders.remove_prefix(folder.size() == folders.size() ? folders.size() : folder.size() + 1);
      auto candidate = permissions::normalise(folder, name);
      if (executables.contains(candidate)) return candidate;
    }
    return std::nullopt;
  }
};

}  // namespace bailey::tests
