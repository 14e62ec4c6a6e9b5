// An HTTP/1.1 client with a pool of connections.
#pragma once

#include <memory>
#include <string>

#include "runtime/event_loop/event_loop.h"
#include "runtime/net/http/client_options.h"
#include "runtime/net/http/request.h"
#include "runtime/net/http/response.h"
#include "runtime/net/resolve.h"

namespace bailey::net::http {

class ConnectionPool;

class Client {
 public:
  // `loop` and `trust` must outlive the client and its tasks.
  Client(EventLoop& loop, tls::TrustStore& trust, ClientOptions options = {});
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  // Requests under way go on.
  ~Client();

  // Sends `request` to the host and port of `destination`, which are those of the request's URL,
  // and waits for the head of its response. Redirects are responses like others. A request that
  // finds its kept connection closed is sent once more when that can do no harm.
  //
  // Throws RequestFailure when the network or the peer is to blame, NotCapable when an address is
  // refused, TypeError for a request that cannot be written, and what the body's source throws.
  Task<std::unique_ptr<Response>> send(Destination destination, Request request);

  // Closes the connections that are not in use.
  void close_idle();

 private:
  // Shared with requests under way and with responses, which give connections back.
  std::shared_ptr<ConnectionPool> pool_;
};

// A whole response.
struct Reply {
  int status = 0;
  std::string reason;
  Headers headers;  // names in lower case
  std::string body;
};

// Sends `request` and reads the body. TypeError when that is larger than `most` bytes. `client`
// must outlive the task.
Task<Reply> fetch_whole(Client& client, Destination destination, Request request, std::size_t most);

}  // namespace bailey::net::http
