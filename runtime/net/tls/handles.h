// Owning pointers for OpenSSL's objects.
#pragma once

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace bailey::net::tls {

struct Free {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

template <class T>
using Owned = std::unique_ptr<T, Free>;

}  // namespace bailey::net::tls
