// Why a TLS session failed, in the words that Deno's users know.
#pragma once

#include <openssl/ssl.h>

#include <string>

namespace bailey::net::tls {

// From the session's verification result and OpenSSL's error queue, which is left as it is. `host`
// is the name a client asked for.
std::string failure_text(const SSL* session, const std::string& host);

}  // namespace bailey::net::tls
