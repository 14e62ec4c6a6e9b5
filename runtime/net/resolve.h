// Host names to addresses, by the system's resolver on libuv's thread pool.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "permissions/grant.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/task.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/name_service.h"

namespace bailey::net {

// Leave to reach a peer, for a connection of script's or to load a module.
class Destination {
 public:
  // NOLINTBEGIN(google-explicit-constructor): either grant is a destination
  Destination(permissions::ConnectGrant grant) : grant_(std::move(grant)) {}
  Destination(permissions::ImportGrant grant) : grant_(std::move(grant)) {}
  // NOLINTEND(google-explicit-constructor)

  const std::string& host() const;
  std::uint16_t port() const;
  Result<> admits(const permissions::IpAddress& address) const;

 private:
  std::variant<permissions::ConnectGrant, permissions::ImportGrant> grant_;
};

// The addresses of `destination`, in the order in which to try them; never empty. Every one has
// been admitted: NotCapable when a deny rule names any of them. A name is looked up once: whoever
// connects, connects to what this returned. `loop` and `names` must outlive the task.
Task<std::vector<Endpoint>> resolve(
    EventLoop& loop, Destination destination, const NameService& names = system_names());

// The addresses to listen on. Blocks while the system looks a name up, as Deno.listen() does.
Result<std::vector<Endpoint>> resolve_to_listen(
    const permissions::ListenGrant& grant, const NameService& names = system_names());

}  // namespace bailey::net
