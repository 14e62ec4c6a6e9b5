// Where paths and program names really lead, asked of the disk.
#pragma once

#include <vector>

#include "permissions/grant.h"
#include "permissions/path_resolver.h"

namespace bailey::os {

class Environment;

// Thread: any.
class DiskPaths : public permissions::PathResolver {
 public:
  // Notes which descriptors there are, and which of them are pipes: make it before bailey opens any
  // of its own.
  DiskPaths();

  Result<std::string> resolve(std::string_view path) const override;
  Result<std::string> resolve_entry(std::string_view path) const override;
  Result<std::string> current_directory() const override;
  bool is_inherited_pipe(int fd) const override;

  // What the process was started with beside the standard streams.
  const std::vector<int>& inherited_pipes() const { return inherited_pipes_; }
  const std::vector<int>& inherited_others() const { return inherited_others_; }

 private:
  std::vector<int> inherited_pipes_;
  std::vector<int> inherited_others_;
};

// Thread: any.
class DiskPrograms : public permissions::ProgramResolver {
 public:
  // `environment` must outlive it; `path` is the grant for its PATH.
  DiskPrograms(const Environment& environment, permissions::EnvGrant path)
      : environment_(environment), path_(std::move(path)) {}

  std::optional<std::string> find(
      std::string_view name, std::optional<std::string_view> search_path) const override;

 private:
  const Environment& environment_;
  permissions::EnvGrant path_;
};

}  // namespace bailey::os
