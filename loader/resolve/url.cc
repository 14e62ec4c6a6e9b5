#include "loader/resolve/url.h"

#include <ada.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace bailey::loader {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// The library says only that parsing failed; people want to know why. Looks at the parts in the
// order in which they can fail.
std::string_view reason_of_failure(std::string_view text) {
  text = trimmed(text);
  auto scheme = scheme_of(text);
  if (scheme.empty()) return "relative URL without a base";
  text.remove_prefix(scheme.size() + 1);
  while (!text.empty() && (text.front() == '/' || text.front() == '\\')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_of("/\\?#"));
  if (auto at = text.rfind('@'); at != text.npos) text.remove_prefix(at + 1);
  if (text.starts_with('[')) {
    auto end = text.find(']');
    if (end == text.npos || text.size() == end + 1) return "invalid IPv6 address";
    return ada::parse<ada::url_aggregator>(std::format("http://{}/", text.substr(0, end + 1)))
               ? "invalid port number"
               : "invalid IPv6 address";
  }
  auto colon = text.find(':');
  auto host = text.substr(0, colon);
  if (host.empty()) return "empty host";
  if (colon != text.npos) {
    auto port = text.substr(colon + 1);
    unsigned number = 0;
    auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    bool valid = port.empty() || (error == std::errc() && end == port.end() && number <= 65535);
    if (!valid) return "invalid port number";
  }
  auto last = host.substr(host.rfind('.') + 1);
  if (!last.empty() && is_digit(last.front())) return "invalid IPv4 address";
  return "invalid international domain name";
}

// Where the bar of a drive letter stands in a path: `/c|`.
constexpr std::size_t kDriveBar = 2;

// The URL parser would make `/c:` of it, which is another file.
// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
bool begins_like_a_drive(std::string_view path) {
  return path.size() > kDriveBar && path[0] == '/' && is_alpha(path[1]) && path[kDriveBar] == '|' &&
         (path.size() == kDriveBar + 1 || path[kDriveBar + 1] == '/');
}

std::unexpected<Error> invalid(std::string_view text) {
  return fail(ErrorClass::TypeError, std::string(reason_of_failure(text)));
}

}  // namespace

std::string_view scheme_of(std::string_view text) {
  if (text.empty() || !is_alpha(text.front())) return {};
  for (std::size_t i = 1; i < text.size(); ++i) {
    char c = text[i];
    if (c == ':') return text.substr(0, i);
    if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

Result<std::string> parse_url(std::string_view text) {
  auto url = ada::parse<ada::url_aggregator>(text);
  if (!url) return invalid(text);
  return std::string(url->get_href());
}

Result<std::string> join_url(std::string_view text, std::string_view base) {
  auto base_url = ada::parse<ada::url_aggregator>(base);
  if (!base_url) return invalid(base);
  auto url = ada::parse<ada::url_aggregator>(text, &*base_url);
  if (url) return std::string(url->get_href());
  if (base_url->has_opaque_path && scheme_of(trimmed(text)).empty())
    return fail(ErrorClass::TypeError, "relative URL with a cannot-be-a-base base");
  return invalid(scheme_of(trimmed(text)).empty() ? std::format("{}:{}", scheme_of(base), text)
                                                  : std::string(text));
}

bool is_special_scheme(std::string_view scheme) {
  constexpr std::array<std::string_view, 6> kSpecial = {
      "http", "https", "file", "ws", "wss", "ftp"};
  return std::ranges::find(kSpecial, scheme) != kSpecial.end();
}

bool is_remote(std::string_view url) {
  return url.starts_with("https:") || url.starts_with("http:");
}

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

std::string_view path_of(std::string_view url) { return url.substr(0, url.find_first_of("?#")); }

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Result<std::string> file_path(std::string_view url) {
  constexpr std::string_view kPrefix = "file://";
  auto text = path_of(url);
  if (text.starts_with("file:///")) {
    auto path = percent_decode(text.substr(kPrefix.size()));
    // SECURITY: the kernel would stop at a NUL and open another file than the broker judged;
    // url_test "a NUL byte names no file".
    if (path.find('\0') == path.npos) return path;
  }
  return fail(
      ErrorClass::TypeError, std::format("Could not convert URL to file path.\n  URL: {}", url));
}

std::string file_url(std::string_view path) {
  // https://url.spec.whatwg.org/#path-percent-encode-set, `%` and `\\`, so that the URL parser
  // leaves the result as it is: one file must not have two URLs.
  constexpr std::string_view kEncoded = " \"#%<>?\\^`{}";
  std::string url = "file://";
  url.reserve(url.size() + path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    char c = path[i];
    auto byte = static_cast<unsigned char>(c);
    bool is_drive_bar = i == kDriveBar && begins_like_a_drive(path);
    if (byte < ' ' || byte >= 0x7F || kEncoded.contains(c) || is_drive_bar)
      url += std::format("%{:02X}", byte);
    else
      url += c;
  }
  return url;
}

HostAndPort host_and_port(std::string_view url) {
  auto parsed = ada::parse<ada::url_aggregator>(url);
  if (!parsed) return {};
  HostAndPort peer{.host = std::string(parsed->get_hostname())};
  auto port = parsed->get_port();
  if (port.empty())
    peer.port = parsed->get_protocol() == "https:" ? 443 : 80;
  else
    std::from_chars(port.data(), port.data() + port.size(), peer.port);
  return peer;
}

bool same_origin(std::string_view a, std::string_view b) {
  auto first = ada::parse<ada::url_aggregator>(a);
  auto second = ada::parse<ada::url_aggregator>(b);
  return first && second && first->get_protocol() == second->get_protocol() &&
         first->get_host() == second->get_host();
}

}  // namespace bailey::loader
