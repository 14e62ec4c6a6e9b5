// The one place where bailey decides whether script may reach something.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "permissions/descriptor.h"
#include "permissions/grant.h"
#include "permissions/path_resolver.h"
#include "permissions/policy.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// Decides every access and mints the grants that prove it was allowed. Belongs to one thread.
//
// `api_name` is the function the script called, such as "Deno.readTextFile()"; prompts and the
// audit log show it. Refusals are NotCapable with the texts scripts know from Deno.
class Broker {
 public:
  // `paths` and `programs` must outlive the broker.
  Broker(Policy policy, const PathResolver& paths, const ProgramResolver& programs);
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  Result<ReadGrant> read(std::string_view path, std::string_view api_name);
  // `shown`, when not empty, stands for the path in messages ("<TMP>").
  Result<WriteGrant> write(
      std::string_view path, std::string_view api_name, std::string_view shown = {});
  Result<ReadWriteGrant> read_write(std::string_view path, std::string_view api_name);
  Result<ReadEntryGrant> read_entry(std::string_view path, std::string_view api_name);
  Result<WriteEntryGrant> write_entry(
      std::string_view path, std::string_view api_name, std::string_view shown = {});
  Result<ReadWriteEntryGrant> read_write_entry(std::string_view path, std::string_view api_name);
  Result<WriteTreeGrant> write_tree(std::string_view path, std::string_view api_name);
  Result<ReadWriteTreeGrant> read_write_tree(std::string_view path, std::string_view api_name);
  Result<SymlinkGrant> symlink(std::string_view path, std::string_view api_name);

  // `host` is a name or an address, with or without brackets.
  Result<ConnectGrant> connect(
      std::string_view host, std::uint16_t port, std::string_view api_name);
  Result<ListenGrant> listen(std::string_view host, std::uint16_t port, std::string_view api_name);
  Result<UnixGrant> unix_socket(std::string_view path, std::string_view api_name);
  // For loading modules from http(s).
  Result<ImportGrant> import(std::string_view host, std::uint16_t port, std::string_view api_name);

  Result<EnvGrant> env(std::string_view name);
  Result<EnvWriteGrant> env_write(std::string_view name);
  Result<EnvAllGrant> env_all();
  Result<SysGrant> sys(SysKind kind, std::string_view api_name);

  // `command` is a path, or a name to look for in `search_path` (the child's PATH; nullopt for the
  // environment's own). NotFound when there is no such program, whether or not it is allowed.
  Result<RunGrant> run(std::string_view command, std::optional<std::string_view> search_path,
      std::string_view api_name);
  Result<RunAllGrant> run_all(std::string_view api_name);

  Result<FfiGrant> ffi(std::string_view path, std::string_view api_name);
  Result<FfiMemoryGrant> ffi_memory(std::string_view api_name);

  // Deno.permissions.query, request and revoke.
  Result<State> query(const Descriptor& descriptor) const;
  Result<State> request(const Descriptor& descriptor);
  Result<State> revoke(const Descriptor& descriptor);

 private:
  Result<> require(Kind kind, std::string_view what) const;

  Policy policy_;
  const PathResolver& paths_;
  const ProgramResolver& programs_;
};

}  // namespace bailey::permissions
