#include "cli/args/values.h"

#include <ada.h>

#include <algorithm>
#include <format>

namespace bailey::cli {
namespace {

Result<std::uint16_t> parse_inspect_port(std::string_view text) {
  if (text.empty()) return InspectOptions{}.port;
  if (auto port = parse_number<std::uint16_t>(text)) return *port;
  return fail(ErrorClass::Error, std::format("Invalid inspector port '{}'", text));
}

}  // namespace

std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    std::size_t comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

Result<std::string> parse_location(std::string_view text) {
  auto url = ada::parse<ada::url_aggregator>(text);
  if (!url) return fail(ErrorClass::Error, "Failed to parse URL");
  if (url->get_protocol() != "http:" && url->get_protocol() != "https:") {
    return fail(ErrorClass::Error, "Expected protocol \"http\" or \"https\"");
  }
  url->set_username("");
  url->set_password("");
  return std::string(url->get_href());
}

Result<InspectOptions> parse_inspect_address(std::string_view text) {
  InspectOptions options;
  if (text.empty()) return fail(ErrorClass::Error, "Inspector address cannot be empty");
  bool is_port = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (is_port) {
    options.port = BAILEY_TRY(parse_inspect_port(text));
    return options;
  }
  // With more than one colon and no brackets it is an IPv6 address without a port.
  std::size_t colon = text.rfind(':');
  bool is_bare_ipv6 = colon != text.find(':') && !text.starts_with('[');
  bool has_port = colon != std::string_view::npos && !is_bare_ipv6 && text.back() != ']';
  if (has_port) options.port = BAILEY_TRY(parse_inspect_port(text.substr(colon + 1)));
  std::string_view host = has_port ? text.substr(0, colon) : text;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.find_first_of("[]") != std::string_view::npos) {
    return fail(ErrorClass::Error, std::format("Invalid inspector address '{}'", text));
  }
  if (!host.empty()) options.host = host;
  return options;
}

}  // namespace bailey::cli
