#include "runtime/net/tls/trust_store.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <filesystem>

namespace bailey::net::tls {
namespace {

Result<> add(X509_STORE* store, std::string_view pem) {
  for (const auto& certificate : BAILEY_TRY(parse_certificates(pem)))
    X509_STORE_add_cert(store, certificate.get());  // fails only for one that is there already
  return {};
}

}  // namespace

std::optional<std::string> system_bundle() {
  constexpr const char* kPlaces[] = {
      "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Arch, Gentoo
      "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, RHEL 6
      "/etc/ssl/ca-bundle.pem",                             // openSUSE
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL 7
      "/etc/ssl/cert.pem",                                  // Alpine, the BSDs
  };
  for (const char* place : kPlaces) {
    std::error_code ignored;  // a place that cannot be looked at is as good as absent
    if (std::filesystem::is_regular_file(place, ignored)) return place;
  }
  return std::nullopt;
}

Result<std::vector<Owned<X509>>> parse_certificates(std::string_view pem) {
  Owned<BIO> source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Owned<X509>> certificates;
  ERR_clear_error();
  while (X509* next = PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr))
    certificates.emplace_back(next);
  // The list ends with "no start line"; anything else was a certificate that could not be read.
  auto reason = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  if (reason != PEM_R_NO_START_LINE)
    return fail(ErrorClass::InvalidData, "Unable to parse certificate");
  if (certificates.empty())
    return fail(ErrorClass::InvalidData, "No certificates found in certificate data");
  return certificates;
}

Result<X509_STORE*> TrustStore::shared() {
  if (loaded_) return loaded_.get();
  Owned<X509_STORE> store(X509_STORE_new());
  ERR_clear_error();
  if (bundle_ && X509_STORE_load_file(store.get(), bundle_->c_str()) != 1) {
    ERR_clear_error();
    return fail(ErrorClass::InvalidData, "Unable to read the certificates of " + *bundle_);
  }
  for (const std::string& pem : extra_) BAILEY_TRY(add(store.get(), pem));
  loaded_ = std::move(store);
  return loaded_.get();
}

Result<Owned<X509_STORE>> TrustStore::with(const std::vector<std::string>& additions) {
  X509_STORE* base = BAILEY_TRY(shared());
  Owned<X509_STORE> store(X509_STORE_new());
  STACK_OF(X509_OBJECT)* objects = X509_STORE_get1_objects(base);
  for (int index = 0; index < sk_X509_OBJECT_num(objects); ++index) {
    X509* certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, index));
    if (certificate != nullptr) X509_STORE_add_cert(store.get(), certificate);
  }
  sk_X509_OBJECT_pop_free(objects, X509_OBJECT_free);
  for (const std::string& pem : additions) BAILEY_TRY(add(store.get(), pem));
  return store;
}

}  // namespace bailey::net::tls
