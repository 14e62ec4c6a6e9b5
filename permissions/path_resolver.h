// What the broker must know of the disk, asked through interfaces so that it never touches it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::permissions {

// Tells where a path really leads. runtime/os implements it on the disk, tests with a map.
//
// Paths given to it are absolute and normalised: no empty, "." or ".." component. It never fails
// for what it meets on the way (a missing or unreadable part, a file where a folder should be, a
// loop of links): the components that are left are appended as they are. So neither its answer
// nor an error can tell script about places that the policy has not judged yet; opening the
// path then gives the true error.
class PathResolver {
 public:
  virtual ~PathResolver() = default;

  // `path` with every symlink followed, the last component's too.
  virtual Result<std::string> resolve(std::string_view path) const = 0;

  // `path` with every symlink followed but that of the last component.
  virtual Result<std::string> resolve_entry(std::string_view path) const = 0;

  // The process's working directory, absolute; NotFound when it has been removed.
  virtual Result<std::string> current_directory() const = 0;

  // Whether `fd` is a pipe that was already open when the process started. Pipes that bailey
  // opened itself (wake-ups, signals) must answer false: script could write to them by path.
  virtual bool is_inherited_pipe(int fd) const = 0;
};

// Finds programs by name. runtime/os implements it on the disk, tests with a map.
class ProgramResolver {
 public:
  virtual ~ProgramResolver() = default;

  // The absolute path of the executable that `name` finds in the colon-separated folders of
  // `search_path`; the environment's own PATH when that is nullopt. nullopt when there is none.
  virtual std::optional<std::string> find(
      std::string_view name, std::optional<std::string_view> search_path) const = 0;
};

}  // namespace bailey::permissions
