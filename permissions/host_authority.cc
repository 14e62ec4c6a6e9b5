#include "permissions/host_authority.h"

#include <format>
#include <utility>

#include "permissions/lexical_path.h"

namespace bailey::permissions {
namespace {

std::string shown(std::string_view host, std::uint16_t port) {
  return host.contains(':') ? std::format("[{}]:{}", host, port) : std::format("{}:{}", host, port);
}

}  // namespace

Result<ReadGrant> HostAuthority::read(const PathResolver& paths, std::string_view path) const {
  return ReadGrant(MintKey(), BAILEY_TRY(follow(paths, path)), std::string(path));
}

Result<WriteGrant> HostAuthority::write(const PathResolver& paths, std::string_view path) const {
  return WriteGrant(MintKey(), BAILEY_TRY(follow(paths, path)), std::string(path));
}

Result<ReadWriteGrant> HostAuthority::read_write(
    const PathResolver& paths, std::string_view path) const {
  return ReadWriteGrant(MintKey(), BAILEY_TRY(follow(paths, path)), std::string(path));
}

Result<ReadEntryGrant> HostAuthority::read_entry(
    const PathResolver& paths, std::string_view path) const {
  auto entry = BAILEY_TRY(follow_parent(paths, path));
  auto [parent, name] = split_last(entry);
  return ReadEntryGrant(MintKey(), std::string(parent), std::string(name), std::string(path));
}

Result<WriteEntryGrant> HostAuthority::write_entry(
    const PathResolver& paths, std::string_view path) const {
  auto entry = BAILEY_TRY(follow_parent(paths, path));
  auto [parent, name] = split_last(entry);
  return WriteEntryGrant(MintKey(), std::string(parent), std::string(name), std::string(path));
}

Result<WriteTreeGrant> HostAuthority::write_tree(
    const PathResolver& paths, std::string_view path) const {
  return WriteTreeGrant(MintKey(), BAILEY_TRY(write_entry(paths, path)));
}

Result<ReadWriteTreeGrant> HostAuthority::read_write_tree(
    const PathResolver& paths, std::string_view path) const {
  auto entry = BAILEY_TRY(follow_parent(paths, path));
  auto [parent, name] = split_last(entry);
  return ReadWriteTreeGrant(MintKey(),
      ReadWriteEntryGrant(MintKey(), std::string(parent), std::string(name), std::string(path)));
}

Result<UnixGrant> HostAuthority::unix_socket(
    const PathResolver& paths, std::string_view path) const {
  if (path.empty()) return fail(ErrorClass::Error, "Empty path is not allowed");
  return UnixGrant(MintKey(), BAILEY_TRY(follow(paths, path)), std::string(path));
}

ConnectGrant HostAuthority::connect(std::string host, std::uint16_t port) const {
  auto text = shown(host, port);
  return {MintKey(), std::move(host), port, std::move(text), nullptr};
}

ListenGrant HostAuthority::listen(std::string host, std::uint16_t port) const {
  auto text = shown(host, port);
  return {MintKey(), std::move(host), port, std::move(text), nullptr};
}

ImportGrant HostAuthority::import(std::string host, std::uint16_t port) const {
  auto text = shown(host, port);
  return {MintKey(), std::move(host), port, std::move(text), nullptr};
}

EnvGrant HostAuthority::env(std::string name) const {
  return {MintKey(), std::move(name), EnvView::Real};
}

EnvWriteGrant HostAuthority::env_write(std::string name) const {
  return {MintKey(), std::move(name), EnvView::Real};
}

EnvAllGrant HostAuthority::env_all() const { return {MintKey(), nullptr}; }

SysGrant HostAuthority::sys(SysKind kind) const { return {MintKey(), kind}; }

}  // namespace bailey::permissions
