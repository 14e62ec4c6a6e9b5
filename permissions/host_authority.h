// The authority over bailey's own files and connections, which no script can reach.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "permissions/grant.h"
#include "permissions/path_resolver.h"
#include "runtime/base/result.h"

int main(int argc, char** argv);

namespace bailey::permissions {

// Mints grants for what bailey itself needs: its cache, the lock file, deno.json, the static module
// graph. Only a program's `main` can make one; it hands a reference to the few parts that need it.
// Never pass one to anything that script can call.
class HostAuthority {
 public:
  HostAuthority(const HostAuthority&) = delete;
  HostAuthority& operator=(const HostAuthority&) = delete;

  // `path` may be relative to the working directory; symlinks are followed by `paths`.
  Result<ReadGrant> read(const PathResolver& paths, std::string_view path) const;
  Result<WriteGrant> write(const PathResolver& paths, std::string_view path) const;
  Result<ReadWriteGrant> read_write(const PathResolver& paths, std::string_view path) const;
  Result<ReadEntryGrant> read_entry(const PathResolver& paths, std::string_view path) const;
  Result<WriteEntryGrant> write_entry(const PathResolver& paths, std::string_view path) const;
  Result<WriteTreeGrant> write_tree(const PathResolver& paths, std::string_view path) const;
  Result<ReadWriteTreeGrant> read_write_tree(
      const PathResolver& paths, std::string_view path) const;

  // For a socket of another program that bailey itself talks to.
  Result<UnixGrant> unix_socket(const PathResolver& paths, std::string_view path) const;

  // No deny rule applies to these.
  ConnectGrant connect(std::string host, std::uint16_t port) const;
  ListenGrant listen(std::string host, std::uint16_t port) const;
  ImportGrant import(std::string host, std::uint16_t port) const;

  EnvGrant env(std::string name) const;
  EnvWriteGrant env_write(std::string name) const;
  EnvAllGrant env_all() const;
  SysGrant sys(SysKind kind) const;

 private:
  friend int ::main(int, char**);
  HostAuthority() = default;
};

}  // namespace bailey::permissions
