// Happy Eyeballs: connection attempts that race each other. For .cc files of net only.
#pragma once

#include <vector>

#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/task.h"
#include "runtime/net/socket.h"
#include "runtime/net/tcp.h"

namespace bailey::net {

// The order in which to try `resolved`: families alternate, the first stays first.
// RFC 8305, section 4.
std::vector<Endpoint> interleave_families(std::vector<Endpoint> resolved);

// The first socket that connects to one of `endpoints`, which have been admitted. Throws the
// failure of the last attempt to fail. Cancelling it closes all attempts.
Task<Socket> race_to_connect(
    EventLoop& loop, std::vector<Endpoint> endpoints, ConnectOptions options);

}  // namespace bailey::net
