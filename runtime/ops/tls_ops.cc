// The native half of bailey:deno/tls.
#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/connection.h"
#include "runtime/ops/net_parts.h"

namespace bailey::ops {
namespace {

using Handle = std::shared_ptr<Connection>;
using ClientContext = std::shared_ptr<net::tls::ClientContext>;
using ServerContext = std::shared_ptr<net::tls::ServerContext>;

Result<ServerContext> new_server_context(
    std::string certificates, std::string private_key, std::vector<std::string> alpn_protocols) {
  return net::tls::ServerContext::create(
      {std::move(certificates), std::move(private_key)}, std::move(alpn_protocols));
}

// What script sets a client up with; certificates and keys are PEM.
struct ClientSettings {
  std::vector<std::string> authorities;
  std::vector<std::string> alpn_protocols;
  std::optional<std::string> certificates;
  std::optional<std::string> private_key;
  bool any_name = false;

  static constexpr auto kFields = std::tuple{
      js::field("authorities", &ClientSettings::authorities),
      js::field("alpnProtocols", &ClientSettings::alpn_protocols),
      js::field("certificates", &ClientSettings::certificates),
      js::field("privateKey", &ClientSettings::private_key),
      js::field("anyName", &ClientSettings::any_name),
  };
};

Result<ClientContext> new_client_context(js::Realm& realm, ClientSettings settings) {
  net::tls::ClientOptions options;
  options.ca_certificates = std::move(settings.authorities);
  options.alpn_protocols = std::move(settings.alpn_protocols);
  if (settings.certificates && settings.private_key)
    options.identity = {*std::move(settings.certificates), *std::move(settings.private_key)};
  options.ignored_errors = realm.provided<net::tls::IgnoredErrors>();
  using Hostname = net::tls::ClientOptions::Hostname;
  options.hostname = settings.any_name ? Hostname::Ignore : Hostname::Verify;
  return net::tls::ClientContext::create(
      realm.provided<net::tls::TrustStore>(), std::move(options));
}

// SECURITY: OpenSSL is given nothing else as a name to verify (test: "a name that no certificate
// can be for is refused").
Result<> check_name(const std::string& name) {
  if (!net::tls::is_server_name(name))
    return fail(ErrorClass::TypeError, "Invalid hostname: '" + name + "'");
  return {};
}

Handle secured(
    EventLoop& loop, std::unique_ptr<net::TcpStream> tcp, ClientContext context, std::string name) {
  const net::TcpStream& ends = *tcp;
  auto stream = net::tls::Stream::client(loop, std::move(tcp), std::move(context), std::move(name));
  return std::make_shared<Connection>(loop, std::move(stream), ends);
}

Task<Handle> connect_on(EventLoop* loop, permissions::ConnectGrant grant, ClientContext context,
    std::string name, ConnectDelay delay) {
  auto tcp = co_await net::connect(*loop, std::move(grant), delay.options());
  co_return secured(*loop, std::move(tcp), std::move(context), std::move(name));
}

Result<v8::Local<v8::Value>> connect(js::Realm& realm, permissions::ConnectGrant grant,
    ClientContext context, std::string name, ConnectDelay delay) {
  BAILEY_TRY(check_name(name));
  return js::to_promise(realm,
      connect_on(&realm.loop(), std::move(grant), std::move(context), std::move(name), delay));
}

// Goes on with TLS on a connection, which is closed to script from then on.
Result<Handle> start(EventLoop& loop, Handle connection, ClientContext context, std::string name) {
  BAILEY_TRY(check_name(name));
  auto tcp = BAILEY_TRY(connection->take_tcp());
  return secured(loop, std::move(tcp), std::move(context), std::move(name));
}

// The agreed ALPN protocol, or nothing.
Task<std::optional<std::string>> shake_hands(Handle connection) {
  auto* stream = connection->tls();
  co_await stream->handshake();
  auto agreed = stream->alpn_protocol();
  if (agreed.empty()) co_return std::nullopt;
  co_return agreed;
}

Result<v8::Local<v8::Value>> handshake(js::Realm& realm, Handle connection) {
  BAILEY_TRY(connection->require_open());
  if (connection->tls() == nullptr) return fail(ErrorClass::BadResource, "Bad resource ID");
  return js::to_promise_held_by(realm, Pending(connection), shake_hands(connection));
}

constexpr js::Op kTlsOps[] = {
    js::ungated_op<new_server_context>("newServerContext", "reads the texts it is given"),
    js::ungated_op<new_client_context>("newClientContext", "reads the texts it is given"),
    js::op<connect>("connect", "Deno.connectTls()"),
    js::op<start>("start", "Deno.startTls()"),
    js::op<handshake>("handshake"),
};

}  // namespace

std::span<const js::Op> tls_ops() { return kTlsOps; }

}  // namespace bailey::ops
