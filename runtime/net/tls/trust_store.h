// The authorities that TLS clients trust.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/net/tls/handles.h"

namespace bailey::net::tls {

// Where systems keep the bundle of authorities: the first that exists, or nothing. The kernel wall
// must leave it readable.
std::optional<std::string> system_bundle();

// The certificates in `pem`; InvalidData when it holds none or a broken one.
Result<std::vector<Owned<X509>>> parse_certificates(std::string_view pem);

// The system's authorities and those of --cert, read when first asked for: most programs never do.
class TrustStore {
 public:
  // `bundle` is a file of PEM certificates, or nothing; each of `extra` is PEM text.
  TrustStore(std::optional<std::string> bundle, std::vector<std::string> extra)
      : bundle_(std::move(bundle)), extra_(std::move(extra)) {}
  TrustStore(const TrustStore&) = delete;
  TrustStore& operator=(const TrustStore&) = delete;

  // What is trusted when nothing is added. The store belongs to this object.
  Result<X509_STORE*> shared();
  // The same and the certificates of each PEM text in `additions`.
  Result<Owned<X509_STORE>> with(const std::vector<std::string>& additions);

 private:
  std::optional<std::string> bundle_;
  std::vector<std::string> extra_;
  Owned<X509_STORE> loaded_;
};

}  // namespace bailey::net::tls
