#include "permissions/net_rule.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <system_error>
#include <utility>

#include "permissions/ascii.h"
#include "permissions/lexical_path.h"
#include "permissions/private_hosts.h"

namespace bailey::permissions {
namespace {

enum class Wildcards : std::uint8_t { Allowed, Refused };

std::unexpected<Error> bad_host(std::string message) {
  return fail(ErrorClass::URIError, std::move(message));
}

std::unexpected<Error> url_refused(std::string_view value) {
  return bad_host(
      std::format("invalid value '{}': URLs are not supported, only domains and IPs", value));
}

// A decimal number that fits; one leading "+" is accepted.
template <class T>
std::optional<T> parse_unsigned(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  T value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view without_zone(std::string_view address) {
  return address.substr(0, address.find('%'));
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  return text.contains(':') ? IpAddress::parse_strict(text) : std::nullopt;
}

std::optional<NetRule> parse_subnet(std::string_view host) {
  auto slash = host.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  auto address = IpAddress::parse_strict(host.substr(0, slash));
  std::string_view digits = host.substr(slash + 1);
  bool is_number = !digits.empty() && digits.size() <= 3 && std::ranges::all_of(digits, is_digit);
  if (!address || !is_number) return std::nullopt;
  auto length = parse_unsigned<int>(digits);
  // A mapped address has the width of the family it was written in.
  int written_width = host.contains(':') ? 128 : 32;
  if (!length || *length > written_width) return std::nullopt;
  int prefix_length = written_width == address->width() ? *length : std::max(0, *length - 96);
  return NetRule{.kind = HostKind::Subnet, .address = *address, .prefix_length = prefix_length};
}

bool is_name_character(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '#';
}

Result<NetRule> parse_name(std::string_view host, Wildcards wildcards) {
  NetRule rule;
  std::string_view labels = host;
  if (wildcards == Wildcards::Allowed && labels.starts_with("*.")) {
    rule.kind = HostKind::Wildcard;
    labels.remove_prefix(2);
  }
  if (labels.empty() || labels == ".") {
    return bad_host(std::format("invalid empty host: '{}'", host));
  }
  if (labels.ends_with('.')) labels.remove_suffix(1);
  bool label_is_empty = true;
  for (char c : labels) {
    if (c == '.') {
      if (label_is_empty) break;
      label_is_empty = true;
    } else if (is_name_character(c)) {
      label_is_empty = false;
    } else {
      return bad_host(std::format("invalid host '{}': invalid char found in FQDN", host));
    }
  }
  if (label_is_empty) {
    return bad_host(std::format("invalid host '{}': empty label found in FQDN", host));
  }
  rule.text = to_lower(labels);
  return rule;
}

bool names_group(std::string_view host) {
  return host.size() == kPrivateGroup.size() && to_lower(host) == kPrivateGroup;
}

// A host without its port.
Result<NetRule> parse_host(std::string_view host, Wildcards wildcards) {
  if (wildcards == Wildcards::Allowed && names_group(host)) {
    return NetRule{.kind = HostKind::Private};
  }
  if (host.starts_with('[') && host.ends_with(']')) {
    auto address = parse_v6(without_zone(host.substr(1, host.size() - 2)));
    if (!address) return bad_host(std::format("invalid IPv6 address: '{}'", host));
    return NetRule{.kind = HostKind::Address, .address = *address};
  }
  bool has_dot = host.ends_with('.');
  std::string_view undotted = has_dot ? host.substr(0, host.size() - 1) : host;
  if (auto address = IpAddress::parse_strict(without_zone(undotted))) {
    if (has_dot) return bad_host(std::format("invalid host: '{}'", undotted));
    return NetRule{.kind = HostKind::Address, .address = *address};
  }
  if (auto subnet = parse_subnet(host)) return *std::move(subnet);
  return parse_name(host, wildcards);
}

Result<NetRule> parse_vsock(std::string_view value) {
  std::string_view rest = value.substr(std::string_view("vsock:").size());
  auto colon = rest.find(':');
  std::string_view cid_text = rest.substr(0, colon);
  auto cid = cid_text == "-1" ? std::optional(UINT32_MAX) : parse_unsigned<std::uint32_t>(cid_text);
  std::optional<std::uint32_t> port;
  if (colon != std::string_view::npos) {
    rest.remove_prefix(colon + 1);
    port = parse_unsigned<std::uint32_t>(rest.substr(0, rest.find(':')));
  }
  if (!cid || !port) return bad_host(std::format("invalid vsock: '{}'", value));
  return NetRule{.kind = HostKind::Vsock, .cid = *cid, .port = port};
}

Result<NetRule> parse_unix(std::string_view value) {
  std::string_view path = value.substr(std::string_view("unix:").size());
  if (!path.starts_with('/')) {
    return bad_host(
        std::format("invalid unix socket: '{}' (path must be absolute and non-empty)", value));
  }
  return unix_peer(normalise("/", path));
}

// "[address]" or "[address]:port"
Result<NetRule> parse_bracketed(std::string_view value) {
  auto close = value.find(']');
  std::string_view after = close == std::string_view::npos ? "]" : value.substr(close + 1);
  if (!after.empty() && !after.starts_with(':')) {
    return bad_host(std::format("invalid host: '{}'", value));
  }
  std::string_view inside = value.substr(1, close - 1);
  auto address = parse_v6(without_zone(inside));
  if (!address) {
    return bad_host(std::format("invalid IPv6 address in '{}': '{}'", value, inside));
  }
  NetRule rule{.kind = HostKind::Address, .address = *address};
  if (after.empty()) return rule;
  rule.port = parse_unsigned<std::uint16_t>(after.substr(1));
  if (!rule.port) {
    return bad_host(std::format("invalid port in '{}': '{}'", value, after.substr(1)));
  }
  return rule;
}

Result<NetRule> parse(std::string_view value, Wildcards wildcards) {
  if (value.starts_with("http://") || value.starts_with("https://")) return url_refused(value);
  if (value.starts_with("vsock:")) return parse_vsock(value);
  if (value.starts_with("unix:")) return parse_unix(value);
  if (value.starts_with('[')) return parse_bracketed(value);
  auto colon = value.find(':');
  if (colon == std::string_view::npos) return parse_host(value, wildcards);
  std::string_view port_text = value.substr(colon + 1);
  if (port_text.empty()) return bad_host(std::format("invalid empty port in '{}'", value));
  auto rule = BAILEY_TRY(parse_host(value.substr(0, colon), wildcards));
  rule.port = parse_unsigned<std::uint16_t>(port_text);
  if (rule.port) return rule;
  // Two colons: most likely an IPv6 address that lacks its brackets.
  if (port_text.contains(':')) {
    return bad_host(std::format("ipv6 addresses must be enclosed in square brackets: '{}'", value));
  }
  return bad_host(std::format("invalid port in '{}': '{}'", value, port_text));
}

}  // namespace

std::string NetRule::to_string() const {
  std::string shown;
  switch (kind) {
    case HostKind::Name:
      // As a flag would have to write it.
      shown = text == kPrivateGroup ? text + "." : text;
      break;
    case HostKind::Wildcard:
      shown = "*." + text;
      break;
    case HostKind::Address:
      shown = address.is_v4() ? address.to_string() : std::format("[{}]", address.to_string());
      break;
    case HostKind::Vsock:
      shown = std::format("vsock:{}", cid);
      break;
    case HostKind::Subnet:
      shown = std::format("{}/{}", address.to_string(), prefix_length);
      break;
    case HostKind::Unix:
      shown = "unix:" + text;
      break;
    case HostKind::Private:
      shown = kPrivateGroup;
      break;
  }
  if (port) shown += std::format(":{}", *port);
  return shown;
}

Result<std::vector<NetRule>> parse_net_flag(std::string_view value) {
  if (value.contains("://")) return url_refused(value);
  auto port =
      value.starts_with(':') ? parse_unsigned<std::uint16_t>(value.substr(1)) : std::nullopt;
  std::vector<NetRule> rules;
  if (!port) {
    rules.push_back(BAILEY_TRY(parse_net_rule(value)));
    return rules;
  }
  for (std::string_view host : {"0.0.0.0", "127.0.0.1", "localhost"}) {
    rules.push_back(BAILEY_TRY(parse_peer(host, *port)));
  }
  return rules;
}

Result<NetRule> parse_net_rule(std::string_view value) { return parse(value, Wildcards::Allowed); }

Result<NetRule> parse_net_query(std::string_view value) { return parse(value, Wildcards::Refused); }

Result<NetRule> parse_peer(std::string_view host, std::uint16_t port) {
  auto rule = BAILEY_TRY(parse_host(host, Wildcards::Refused));
  rule.port = port;
  return rule;
}

NetRule unix_peer(std::string path) {
  return NetRule{.kind = HostKind::Unix, .text = std::move(path)};
}

}  // namespace bailey::permissions
