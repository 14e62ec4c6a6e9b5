// URLs as the loader needs them: parsing by the URL Standard, and their files and hosts.
// https://url.spec.whatwg.org
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::loader {

// The scheme of an absolute URL or of what looks like one, without its colon; empty when `text`
// does not begin with a scheme.
std::string_view scheme_of(std::string_view text);

// The serialized URL. The error, a TypeError, names the reason alone: `invalid port number`.
Result<std::string> parse_url(std::string_view text);

// `text`, relative or not, parsed against the serialized URL `base`. Error as parse_url.
Result<std::string> join_url(std::string_view text, std::string_view base);

// https://url.spec.whatwg.org/#special-scheme
bool is_special_scheme(std::string_view scheme);
bool is_remote(std::string_view url);  // http: or https:

// `url` without its fragment.
std::string_view without_fragment(std::string_view url);

// The path that a file: URL names. TypeError for one with a host or a NUL byte.
Result<std::string> file_path(std::string_view url);

// The file: URL of an absolute path.
std::string file_url(std::string_view path);

struct HostAndPort {
  std::string host;  // in lower case, IPv6 in brackets
  std::uint16_t port = 0;
};
// Of a serialized http: or https: URL, with the scheme's own port when none is written.
HostAndPort host_and_port(std::string_view url);

// Whether both URLs have the same scheme, host and port.
bool same_origin(std::string_view a, std::string_view b);

// The part of a URL that names a file: neither query nor fragment. Still percent-encoded.
std::string_view path_of(std::string_view url);

std::string percent_decode(std::string_view text);

}  // namespace bailey::loader
