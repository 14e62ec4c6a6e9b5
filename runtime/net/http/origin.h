// The parts of a URL that a request is made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::net::http {

struct Origin {
  enum class Scheme : std::uint8_t { Http, Https } scheme = Scheme::Http;
  std::string host;        // a name or an address, IPv6 in brackets
  std::uint16_t port = 0;  // the scheme's own when the URL names none

  // The host as TLS verifies it: without brackets and without a final dot.
  std::string verified_host() const;
  // What tells connections of one origin from those of another.
  std::string key() const;
};

struct Target {
  Origin origin;
  std::string host_field;  // with the port unless it is the scheme's own
  std::string path_and_query;
  std::string shown;  // the URL without fragment and credentials, as messages show it

  // TypeError unless `url` is absolute and its scheme http or https.
  static Result<Target> parse(std::string_view url);
};

}  // namespace bailey::net::http
