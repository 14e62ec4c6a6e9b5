#include "runtime/net/tls/trust_store.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/certificates.h"
#include "tests/support/temp_dir.h"

namespace bailey::net::tls {
namespace {

int count(X509_STORE* store) {
  STACK_OF(X509_OBJECT)* objects = X509_STORE_get1_objects(store);
  int size = sk_X509_OBJECT_num(objects);
  sk_X509_OBJECT_pop_free(objects, X509_OBJECT_free);
  return size;
}

TEST_SUITE_BEGIN("net/tls/trust_store");

TEST_CASE("a bundle may hold several certificates and words between them") {
  tests::Authority first;
  tests::Authority second;
  auto parsed = parse_certificates(
      "first\n" + first.certificate() + "second\n" + second.certificate() + "end\n");
  REQUIRE(parsed.has_value());
  CHECK(parsed->size() == 2);
}

TEST_CASE("text without a certificate, or with a broken one, is refused") {
  CHECK(parse_certificates("zzz").error().message == "No certificates found in certificate data");
  std::string pem = tests::Authority().certificate();
  pem[pem.size() / 2] = '!';
  CHECK(parse_certificates(pem).error().error_class == ErrorClass::InvalidData);
  CHECK(parse_certificates(tests::Authority().certificate() + pem).error().error_class ==
        ErrorClass::InvalidData);
}

TEST_CASE("additions leave the shared store as it is") {
  tests::TempDir folder;
  std::ofstream(folder / "bundle.pem") << tests::Authority().certificate();
  TrustStore trust(folder / "bundle.pem", {tests::Authority().certificate()});
  auto shared = trust.shared();
  REQUIRE(shared.has_value());
  CHECK(count(*shared) == 2);
  auto grown = trust.with({tests::Authority().certificate()});
  REQUIRE(grown.has_value());
  CHECK(count(grown->get()) == 3);
  CHECK(count(*trust.shared()) == 2);
}

TEST_CASE("a bundle that cannot be read is an error, not an empty store") {
  tests::TempDir folder;
  CHECK(TrustStore(folder / "none.pem", {})
          .shared()
          .error()
          .message.starts_with("Unable to read the certificates of /"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::tls
