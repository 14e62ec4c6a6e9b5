// What OpenSSL itself reads, when it is first used.
#pragma once

#include <string>
#include <vector>

namespace bailey::net::tls {

// Its settings and the folder of its providers. The kernel wall must leave them readable.
std::vector<std::string> library_files();

}  // namespace bailey::net::tls
