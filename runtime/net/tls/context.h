// What a TLS client or server is set up with, shared by its connections.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/net/tls/handles.h"
#include "runtime/net/tls/trust_store.h"

namespace bailey::net::tls {

// A certificate chain, own certificate first, and its private key; both PEM.
struct Identity {
  std::string certificates;
  std::string private_key;
};

// Which peers' certificates are not verified at all: --unsafely-ignore-certificate-errors.
struct IgnoredErrors {
  enum class Scope : std::uint8_t { Nothing, Listed, Everything } scope = Scope::Nothing;
  std::vector<std::string> hosts = {};  // names and addresses without brackets, for Listed

  bool covers(std::string_view host) const;
};

struct ClientOptions {
  std::vector<std::string> ca_certificates = {};  // PEM, trusted besides the store's
  std::optional<Identity> identity = {};          // shown to servers that ask
  std::vector<std::string> alpn_protocols = {};   // wanted first
  IgnoredErrors ignored_errors = {};
  // Deno's unsafelyDisableHostnameVerification: the chain is still verified.
  enum class Hostname : std::uint8_t { Verify, Ignore } hostname = Hostname::Verify;
};

// Whether a client can ask for `host`: an address without brackets or a name of the DNS.
bool is_server_name(std::string_view host);

class ClientContext {
 public:
  // Reads the trust store, which takes a few milliseconds the first time.
  static Result<std::shared_ptr<ClientContext>> create(TrustStore& trust, ClientOptions options);

  // A session that speaks to `host`, for which is_server_name holds, and accepts only a
  // certificate for it.
  Owned<SSL> open(const std::string& host) const;

 private:
  ClientContext(Owned<SSL_CTX> context, IgnoredErrors ignored, ClientOptions::Hostname hostname)
      : context_(std::move(context)), ignored_(std::move(ignored)), hostname_(hostname) {}

  Owned<SSL_CTX> context_;
  IgnoredErrors ignored_;
  ClientOptions::Hostname hostname_;
};

class ServerContext {
 public:
  // `alpn_protocols`: accepted ones, wanted first. A client that offers only others is refused.
  static Result<std::shared_ptr<ServerContext>> create(
      const Identity& identity, std::vector<std::string> alpn_protocols = {});

  Owned<SSL> open() const;

 private:
  explicit ServerContext(std::vector<std::string> alpn) : alpn_(std::move(alpn)) {}
  static int choose_protocol(SSL* session, const unsigned char** chosen, unsigned char* size,
      const unsigned char* offered, unsigned offered_size, void* self);

  Owned<SSL_CTX> context_;
  std::vector<std::string> alpn_;
};

}  // namespace bailey::net::tls
