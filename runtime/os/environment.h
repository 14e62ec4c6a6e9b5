// The environment variables: bailey's own copy, since the C library's cannot be changed safely
// while other threads read it.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os {

// Thread: any. Names and values are bytes; script sees what is not UTF-8 as U+FFFD.
class Environment {
 public:
  // Copies `variables`, a list like environ: "NAME=value" entries ended by a null pointer. Of
  // several entries with one name the first counts, as for getenv.
  explicit Environment(char* const* variables);
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  // Errors are TypeErrors for names and values that cannot be: empty, or with '=' or NUL.
  Result<std::optional<std::string>> get(const permissions::EnvGrant& variable) const;
  Result<bool> has(const permissions::EnvGrant& variable) const;
  Result<> set(const permissions::EnvWriteGrant& variable, std::string value);
  Result<> remove(const permissions::EnvWriteGrant& variable);
  // Every variable that the grant shows, sorted by name.
  std::vector<std::pair<std::string, std::string>> list(const permissions::EnvAllGrant& all) const;

  // Overwrites and drops every variable for which `keeps` says no.
  void forget(const std::function<bool(std::string_view name)>& keeps);

  // What a child inherits.
  std::map<std::string, std::string> for_child(const permissions::ChildEnvGrant& inherited) const;

  // Where temporary files go: TMPDIR, else /tmp. Takes no grant because using the folder does.
  std::string temporary_folder() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace bailey::os
