// The native half of bailey:deno/tls: what TLS servers are set up with.
#include "runtime/net/tls/context.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using ServerContext = std::shared_ptr<net::tls::ServerContext>;

Result<ServerContext> new_server_context(
    std::string certificates, std::string private_key, std::vector<std::string> alpn_protocols) {
  return net::tls::ServerContext::create(
      {std::move(certificates), std::move(private_key)}, std::move(alpn_protocols));
}

constexpr js::Op kTlsOps[] = {
    js::ungated_op<new_server_context>("newServerContext", "reads the texts it is given"),
};

}  // namespace

std::span<const js::Op> tls_ops() { return kTlsOps; }

}  // namespace bailey::ops
