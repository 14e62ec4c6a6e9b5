// What a client is set up with.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/net/endpoint.h"
#include "runtime/net/http/header.h"
#include "runtime/net/name_service.h"
#include "runtime/net/tls/context.h"

namespace bailey::net::http {

struct ClientOptions {
  // Sent with each request that has no field of the same name.
  Headers default_headers = {};

  tls::ClientOptions tls = {};
  // The address to connect from; the system's choice when empty.
  std::optional<Endpoint> local_address = std::nullopt;

  // Where names are looked up; must outlive the client.
  const NameService& names = system_names();

  // Connections kept for later, for each origin, and for how long.
  std::size_t idle_per_origin = 32;
  std::chrono::milliseconds idle_timeout = std::chrono::seconds(90);

  // Limits of the time to connect, TLS included, and of that from the request to the head of its
  // response; 0 for none. fetch() has none: its callers have AbortSignal.
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds head_timeout{0};

  // Limits of what a peer can make the client remember of a response's head.
  std::uint32_t head_bytes = 64 * 1024;
  std::size_t header_count = 128;
};

}  // namespace bailey::net::http
