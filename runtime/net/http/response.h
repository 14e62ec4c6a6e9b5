// A response whose body has yet to be read.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/event_loop/task.h"
#include "runtime/net/byte_stream.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/http/header.h"

namespace bailey::net::http {

class ResponseBody;

class Response {
 public:
  explicit Response(std::shared_ptr<ResponseBody> body);
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;
  // Leaves the rest of the body unread; pending reads end with Interrupted.
  ~Response();

  int status() const;
  const std::string& reason() const;
  // As they came, names in lower case. A decoded body keeps its content-encoding and
  // content-length here, as fetch() shows them.
  const Headers& headers() const;
  const Endpoint& remote_address() const;

  // Waits for bytes of the body and puts them in `into`; how many, 0 at the end. TypeError when
  // the body is cut short or cannot be decoded. One read at a time.
  Task<std::size_t> read_body(std::span<std::byte> into);

  // After 101: the connection, and what the peer sent behind the head.
  struct Upgraded {
    std::unique_ptr<ByteStream> stream;
    std::vector<std::byte> early;
  };
  Upgraded upgrade();

 private:
  // Shared with a pending read_body().
  std::shared_ptr<ResponseBody> body_;
};

}  // namespace bailey::net::http
