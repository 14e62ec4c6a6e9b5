// The Asio types behind every stream and listener, TCP and Unix alike. For .cc files of net only:
// it costs half a second of compile time.
#pragma once

#include <cstdint>
#include <string_view>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include "runtime/base/result.h"
#include "runtime/net/endpoint.h"

namespace bailey::net {

using StreamProtocol = boost::asio::generic::stream_protocol;
using Socket =
    boost::asio::basic_stream_socket<StreamProtocol, boost::asio::io_context::executor_type>;
using Acceptor =
    boost::asio::basic_socket_acceptor<StreamProtocol, boost::asio::io_context::executor_type>;

StreamProtocol::endpoint to_asio(const Endpoint& endpoint);
// TypeError when `path` does not fit into a socket address.
Result<StreamProtocol::endpoint> unix_endpoint(std::string_view path);

// The two ends of a TCP socket; an endpoint of zeros when the socket has none (any more).
Endpoint local_endpoint(const Socket& socket);
Endpoint remote_endpoint(const Socket& socket);

// What a failed operation on a socket looks like to script.
Error socket_error(const boost::system::error_code& code);
[[noreturn]] void throw_socket_error(const boost::system::error_code& code);

}  // namespace bailey::net
