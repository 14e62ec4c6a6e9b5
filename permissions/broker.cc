#include "permissions/broker.h"

#include <format>
#include <string>
#include <utility>

#include "permissions/lexical_path.h"

namespace bailey::permissions {
namespace {

std::string quoted(std::string_view value) { return std::format("\"{}\"", value); }

std::string host_and_port(std::string_view host, std::uint16_t port) {
  return host.contains(':') && !host.starts_with('[') ? std::format("[{}]:{}", host, port)
                                                      : std::format("{}:{}", host, port);
}

}  // namespace

Broker::Broker(Policy policy, const PathResolver& paths, const ProgramResolver& programs)
    : policy_(policy), paths_(paths), programs_(programs) {}

Result<> Broker::require(Kind kind, std::string_view what) const {
  if (policy_.baseline == Baseline::EverythingGranted) return {};
  std::string name(kind_name(kind));
  std::string thing = what.empty() ? "" : std::format(" to {}", what);
  return fail(ErrorClass::NotCapable,
      std::format("Requires {} access{}, run again with the --allow-{} flag", name, thing, name));
}

Result<ReadGrant> Broker::read(std::string_view path, std::string_view) {
  BAILEY_TRY(require(Kind::Read, quoted(path)));
  auto resolved = BAILEY_TRY(follow(paths_, path));
  return ReadGrant(MintKey(), std::move(resolved), std::string(path));
}

Result<WriteGrant> Broker::write(std::string_view path, std::string_view, std::string_view) {
  BAILEY_TRY(require(Kind::Write, quoted(path)));
  auto resolved = BAILEY_TRY(follow(paths_, path));
  return WriteGrant(MintKey(), std::move(resolved), std::string(path));
}

Result<ReadWriteGrant> Broker::read_write(std::string_view path, std::string_view) {
  BAILEY_TRY(require(Kind::Read, quoted(path)));
  BAILEY_TRY(require(Kind::Write, quoted(path)));
  auto resolved = BAILEY_TRY(follow(paths_, path));
  return ReadWriteGrant(MintKey(), std::move(resolved), std::string(path));
}

Result<ReadEntryGrant> Broker::read_entry(std::string_view path, std::string_view) {
  BAILEY_TRY(require(Kind::Read, quoted(path)));
  auto entry = BAILEY_TRY(follow_parent(paths_, path));
  auto [parent, name] = split_last(entry);
  return ReadEntryGrant(MintKey(), std::string(parent), std::string(name), std::string(path));
}

Result<WriteEntryGrant> Broker::write_entry(
    std::string_view path, std::string_view, std::string_view) {
  BAILEY_TRY(require(Kind::Write, quoted(path)));
  auto entry = BAILEY_TRY(follow_parent(paths_, path));
  auto [parent, name] = split_last(entry);
  return WriteEntryGrant(MintKey(), std::string(parent), std::string(name), std::string(path));
}

Result<ReadWriteEntryGrant> Broker::read_write_entry(std::string_view path, std::string_view) {
  BAILEY_TRY(require(Kind::Read, quoted(path)));
  BAILEY_TRY(require(Kind::Write, quoted(path)));
  auto entry = BAILEY_TRY(follow_parent(paths_, path));
  auto [parent, name] = split_last(entry);
  return ReadWriteEntryGrant(MintKey(), std::string(parent), std::string(name), std::string(path));
}

Result<WriteTreeGrant> Broker::write_tree(std::string_view path, std::string_view api_name) {
  return WriteTreeGrant(MintKey(), BAILEY_TRY(write_entry(path, api_name)));
}

Result<ReadWriteTreeGrant> Broker::read_write_tree(
    std::string_view path, std::string_view api_name) {
  return ReadWriteTreeGrant(MintKey(), BAILEY_TRY(read_write_entry(path, api_name)));
}

Result<SymlinkGrant> Broker::symlink(std::string_view path, std::string_view api_name) {
  BAILEY_TRY(require(Kind::Read, {}));
  return SymlinkGrant(MintKey(), BAILEY_TRY(write_entry(path, api_name)));
}

Result<ConnectGrant> Broker::connect(std::string_view host, std::uint16_t port, std::string_view) {
  auto shown = host_and_port(host, port);
  BAILEY_TRY(require(Kind::Net, quoted(shown)));
  return ConnectGrant(MintKey(), std::string(host), port, std::move(shown), nullptr);
}

Result<ListenGrant> Broker::listen(std::string_view host, std::uint16_t port, std::string_view) {
  auto shown = host_and_port(host, port);
  BAILEY_TRY(require(Kind::Net, quoted(shown)));
  return ListenGrant(MintKey(), std::string(host), port, std::move(shown), nullptr);
}

Result<ImportGrant> Broker::import(std::string_view host, std::uint16_t port, std::string_view) {
  auto shown = host_and_port(host, port);
  BAILEY_TRY(require(Kind::Import, quoted(shown)));
  return ImportGrant(MintKey(), std::string(host), port, std::move(shown), nullptr);
}

Result<UnixGrant> Broker::unix_socket(std::string_view path, std::string_view) {
  BAILEY_TRY(require(Kind::Read, quoted(path)));
  BAILEY_TRY(require(Kind::Write, quoted(path)));
  BAILEY_TRY(require(Kind::Net, quoted(std::format("unix:{}", path))));
  auto resolved = BAILEY_TRY(follow(paths_, path));
  return UnixGrant(MintKey(), std::move(resolved), std::string(path));
}

Result<EnvGrant> Broker::env(std::string_view name) {
  BAILEY_TRY(require(Kind::Env, quoted(name)));
  return EnvGrant(MintKey(), std::string(name), EnvView::Real);
}

Result<EnvWriteGrant> Broker::env_write(std::string_view name) {
  BAILEY_TRY(require(Kind::Env, quoted(name)));
  return EnvWriteGrant(MintKey(), std::string(name), EnvView::Real);
}

Result<EnvAllGrant> Broker::env_all() {
  BAILEY_TRY(require(Kind::Env, {}));
  return EnvAllGrant(MintKey(), nullptr);
}

Result<SysGrant> Broker::sys(SysKind kind, std::string_view) {
  BAILEY_TRY(require(Kind::Sys, quoted(sys_kind_name(kind))));
  return SysGrant(MintKey(), kind);
}

Result<RunGrant> Broker::run(
    std::string_view command, std::optional<std::string_view> search_path, std::string_view) {
  std::string program;
  if (command.contains('/')) {
    program = BAILEY_TRY(absolute(paths_, command));
  } else if (auto found = programs_.find(command, search_path)) {
    program = *std::move(found);
  } else {
    return fail(
        ErrorClass::NotFound, std::format("Failed to spawn '{}': entity not found", command));
  }
  BAILEY_TRY(require(Kind::Run, quoted(command)));
  auto resolved = BAILEY_TRY(paths_.resolve(program));
  return RunGrant(MintKey(), std::move(resolved), std::string(command));
}

Result<RunAllGrant> Broker::run_all(std::string_view) {
  BAILEY_TRY(require(Kind::Run, {}));
  return RunAllGrant(MintKey());
}

Result<FfiGrant> Broker::ffi(std::string_view path, std::string_view) {
  BAILEY_TRY(require(Kind::Ffi, quoted(path)));
  auto resolved = BAILEY_TRY(follow(paths_, path));
  return FfiGrant(MintKey(), std::move(resolved), std::string(path));
}

Result<FfiMemoryGrant> Broker::ffi_memory(std::string_view) {
  BAILEY_TRY(require(Kind::Ffi, {}));
  return FfiMemoryGrant(MintKey());
}

Result<State> Broker::query(const Descriptor&) const {
  return policy_.baseline == Baseline::EverythingGranted ? State::Granted : State::Prompt;
}

Result<State> Broker::request(const Descriptor& descriptor) { return query(descriptor); }

Result<State> Broker::revoke(const Descriptor& descriptor) { return query(descriptor); }

}  // namespace bailey::permissions
