#include "runtime/net/socket.h"

#include <netinet/in.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include <boost/asio/error.hpp>

#include "runtime/base/os_error.h"
#include "runtime/event_loop/task.h"

namespace bailey::net {

namespace asio = boost::asio;

StreamProtocol::endpoint to_asio(const Endpoint& endpoint) {
  const auto& bytes = endpoint.address.bytes();
  if (endpoint.address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(endpoint.port);
    std::memcpy(&v4.sin_addr, bytes.data() + 12, 4);
    return {&v4, sizeof v4};
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(endpoint.port);
  v6.sin6_scope_id = endpoint.scope;
  std::memcpy(&v6.sin6_addr, bytes.data(), bytes.size());
  return {&v6, sizeof v6};
}

Result<StreamProtocol::endpoint> unix_endpoint(std::string_view path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return fail(ErrorClass::TypeError, "path must be shorter than SUN_LEN");
  // SECURITY: a path that the kernel would cut short is not the path that was checked (test:
  // "a Unix path holding a NUL is refused").
  if (path.contains('\0'))
    return fail(ErrorClass::TypeError, "paths must not contain interior null bytes");
  std::memcpy(address.sun_path, path.data(), path.size());
  return StreamProtocol::endpoint(
      &address, offsetof(sockaddr_un, sun_path) + path.size() + 1, SOCK_STREAM);
}

namespace {

Endpoint endpoint_of(
    const StreamProtocol::endpoint& endpoint, const boost::system::error_code& error) {
  const sockaddr* address = endpoint.data();
  if (error || (address->sa_family != AF_INET && address->sa_family != AF_INET6)) return {};
  return Endpoint::from(address);
}

}  // namespace

Endpoint local_endpoint(const Socket& socket) {
  boost::system::error_code error;
  auto endpoint = socket.local_endpoint(error);
  return endpoint_of(endpoint, error);
}

Endpoint remote_endpoint(const Socket& socket) {
  boost::system::error_code error;
  auto endpoint = socket.remote_endpoint(error);
  return endpoint_of(endpoint, error);
}

Error socket_error(const boost::system::error_code& code) {
  if (code == asio::error::operation_aborted)
    return {ErrorClass::Interrupted, "operation canceled", "EINTR"};
  if (code == asio::error::eof) return {ErrorClass::UnexpectedEof, "unexpected end of file"};
  return os_error(code.value(), "");
}

void throw_socket_error(const boost::system::error_code& code) {
  throw Failure(socket_error(code));
}

}  // namespace bailey::net
