#include "runtime/net/tls/library_files.h"

#include <openssl/conf.h>
#include <openssl/crypto.h>

namespace bailey::net::tls {

std::vector<std::string> library_files() {
  std::vector<std::string> files;
  if (char* settings = CONF_get1_default_config_file()) {
    files.emplace_back(settings);
    OPENSSL_free(settings);
  }
  if (const char* providers = OPENSSL_info(OPENSSL_INFO_MODULES_DIR)) files.emplace_back(providers);
  return files;
}

}  // namespace bailey::net::tls
