#include "runtime/net/tls/context.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "permissions/ip_address.h"
#include "runtime/base/check.h"

namespace bailey::net::tls {
namespace {

Owned<SSL_CTX> new_context(const SSL_METHOD* method) {
  Owned<SSL_CTX> context(SSL_CTX_new(method));
  BAILEY_CHECK(context != nullptr);
  BAILEY_CHECK(SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  // A write may be retried with its bytes elsewhere in memory; idle sessions give buffers back.
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  return context;
}

// Answers the question for a pass phrase: an encrypted key cannot be used, and must not make
// OpenSSL ask on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

Result<Owned<EVP_PKEY>> parse_key(const std::string& pem) {
  Owned<BIO> source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(source.get(), nullptr, no_pass_phrase, nullptr));
  ERR_clear_error();
  if (!key) return fail(ErrorClass::InvalidData, "No keys found in key data");
  return key;
}

Result<> use_identity(SSL_CTX* context, const Identity& identity) {
  auto chain = BAILEY_TRY(parse_certificates(identity.certificates));
  auto key = BAILEY_TRY(parse_key(identity.private_key));
  SSL_CTX_use_certificate(context, chain.front().get());
  for (std::size_t next = 1; next < chain.size(); ++next)
    SSL_CTX_add1_chain_cert(context, chain[next].get());
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    ERR_clear_error();
    return fail(ErrorClass::Error, "keys may not be consistent: KeyMismatch");
  }
  return {};
}

// RFC 7301, section 3.1: each name preceded by its length.
Result<std::vector<unsigned char>> alpn_list(const std::vector<std::string>& protocols) {
  std::vector<unsigned char> list;
  for (const std::string& protocol : protocols) {
    if (protocol.empty() || protocol.size() > 255)
      return fail(ErrorClass::TypeError, "Invalid ALPN protocol: '" + protocol + "'");
    list.push_back(static_cast<unsigned char>(protocol.size()));
    list.insert(list.end(), protocol.begin(), protocol.end());
  }
  return list;
}

}  // namespace

bool IgnoredErrors::covers(std::string_view host) const {
  if (scope == Scope::Listed) return std::ranges::contains(hosts, host);
  return scope == Scope::Everything;
}

bool is_server_name(std::string_view host) {
  if (permissions::IpAddress::parse_strict(host)) return true;
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.size() > 253) return false;
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  auto is_part = [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  std::string_view label;
  for (std::size_t start = 0; start <= host.size(); start += label.size() + 1) {
    label = host.substr(start, host.find('.', start) - start);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
        !std::ranges::all_of(label, is_part))
      return false;
  }
  // What ends in digits is a mistyped address.
  return !std::ranges::all_of(label, is_digit);
}

Result<std::shared_ptr<ClientContext>> ClientContext::create(
    TrustStore& trust, ClientOptions options) {
  auto context = new_context(TLS_client_method());
  if (options.ca_certificates.empty()) {
    SSL_CTX_set1_cert_store(context.get(), BAILEY_TRY(trust.shared()));
  } else {
    auto store = BAILEY_TRY(trust.with(options.ca_certificates));
    SSL_CTX_set_cert_store(context.get(), store.release());
  }
  // A certificate that the user trusts is enough, whether or not it signed itself.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
  if (options.identity) BAILEY_TRY(use_identity(context.get(), *options.identity));
  auto alpn = BAILEY_TRY(alpn_list(options.alpn_protocols));
  if (!alpn.empty())
    SSL_CTX_set_alpn_protos(context.get(), alpn.data(), static_cast<unsigned>(alpn.size()));
  return std::shared_ptr<ClientContext>(
      new ClientContext(std::move(context), std::move(options.ignored_errors), options.hostname));
}

Owned<SSL> ClientContext::open(const std::string& host) const {
  Owned<SSL> session(SSL_new(context_.get()));
  BAILEY_CHECK(session != nullptr);
  SSL_set_connect_state(session.get());
  const bool is_address = permissions::IpAddress::parse_strict(host).has_value();
  if (!is_address) SSL_set_tlsext_host_name(session.get(), host.c_str());
  if (ignored_.covers(host)) {
    SSL_set_verify(session.get(), SSL_VERIFY_NONE, nullptr);
    return session;
  }
  // SECURITY: without this line any certificate of any server is accepted (test: "a certificate
  // of an unknown authority is refused").
  SSL_set_verify(session.get(), SSL_VERIFY_PEER, nullptr);
  if (hostname_ == ClientOptions::Hostname::Ignore) return session;
  // SECURITY: without these any server with a valid certificate can speak for any other (test:
  // "a certificate for another name is refused").
  X509_VERIFY_PARAM* parameters = SSL_get0_param(session.get());
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  const bool accepted =
      is_address ? X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) == 1
                 : X509_VERIFY_PARAM_set1_host(parameters, host.data(), host.size()) == 1;
  BAILEY_CHECK(accepted);
  return session;
}

Result<std::shared_ptr<ServerContext>> ServerContext::create(
    const Identity& identity, std::vector<std::string> alpn_protocols) {
  BAILEY_TRY(alpn_list(alpn_protocols));  // only checked: the choice is made by name
  std::shared_ptr<ServerContext> server(new ServerContext(std::move(alpn_protocols)));
  server->context_ = new_context(TLS_server_method());
  BAILEY_TRY(use_identity(server->context_.get(), identity));
  if (!server->alpn_.empty())
    SSL_CTX_set_alpn_select_cb(server->context_.get(), choose_protocol, server.get());
  return server;
}

Owned<SSL> ServerContext::open() const {
  Owned<SSL> session(SSL_new(context_.get()));
  BAILEY_CHECK(session != nullptr);
  SSL_set_accept_state(session.get());
  return session;
}

int ServerContext::choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
    const unsigned char* offered, unsigned offered_size, void* self) {
  for (const std::string& wanted : static_cast<ServerContext*>(self)->alpn_) {
    for (unsigned at = 0; at < offered_size; at += offered[at] + 1U) {
      std::string_view name(reinterpret_cast<const char*>(offered + at + 1), offered[at]);
      if (name != wanted) continue;
      *chosen = offered + at + 1;
      *size = offered[at];
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace bailey::net::tls
