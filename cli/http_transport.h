// The loader's way into the net: runtime/net's HTTP client.
#pragma once

#include "loader/fetch/http_transport.h"
#include "runtime/net/http/client.h"

namespace bailey::cli {

class HttpTransport final : public loader::HttpTransport {
 public:
  // `loop` and `trust` must outlive it.
  HttpTransport(EventLoop& loop, net::tls::TrustStore& trust, net::tls::IgnoredErrors ignored);

  Task<loader::HttpReply> get(loader::HttpRequest request) override;

 private:
  net::http::Client client_;
};

}  // namespace bailey::cli
