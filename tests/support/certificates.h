// Certificates made on the spot, for tests of TLS.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <string>

#include "runtime/net/tls/context.h"

namespace bailey::tests {

// A certificate to be made.
struct Leaf {
  std::string names = "DNS:localhost,IP:127.0.0.1";  // subjectAltName; empty leaves it out
  long valid_from = -3600;                           // seconds from now
  long valid_to = 3600;
};

// A certificate authority of a test's own.
class Authority {
 public:
  Authority() : key_(EVP_EC_gen("P-256")), certificate_(blank("test authority", key_.get())) {
    add_extension(NID_basic_constraints, "critical,CA:TRUE");
    X509_set_issuer_name(certificate_.get(), X509_get_subject_name(certificate_.get()));
    X509_sign(certificate_.get(), key_.get(), EVP_sha256());
  }

  // To be trusted.
  std::string certificate() const { return pem(certificate_.get()); }

  net::tls::Identity issue(const Leaf& leaf = {}) const {
    net::tls::Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    auto certificate = blank("test leaf", key.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), leaf.valid_from);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), leaf.valid_to);
    if (!leaf.names.empty()) {
      X509_EXTENSION* names =
          X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, leaf.names.c_str());
      X509_add_ext(certificate.get(), names, -1);
      X509_EXTENSION_free(names);
    }
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate_.get()));
    X509_sign(certificate.get(), key_.get(), EVP_sha256());
    return {.certificates = pem(certificate.get()), .private_key = pem(key.get())};
  }

 private:
  static net::tls::Owned<X509> blank(const char* name, EVP_PKEY* key) {
    net::tls::Owned<X509> certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    static long serial = 0;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    return certificate;
  }
  void add_extension(int id, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
    X509_add_ext(certificate_.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }
  static std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    long size = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
  }
  static std::string pem(X509* certificate) {
    net::tls::Owned<BIO> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return text_of(bio.get());
  }
  static std::string pem(EVP_PKEY* key) {
    net::tls::Owned<BIO> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(bio.get());
  }

  net::tls::Owned<EVP_PKEY> key_;
  net::tls::Owned<X509> certificate_;
};

}  // namespace bailey::tests
