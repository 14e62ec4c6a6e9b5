#include "runtime/net/http/origin.h"

#include <ada.h>

#include <format>

namespace bailey::net::http {

std::string Origin::verified_host() const {
  std::string_view name = host;
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  if (name.ends_with('.')) name.remove_suffix(1);
  return std::string(name);
}

std::string Origin::key() const {
  return std::format("{}://{}:{}", scheme == Scheme::Https ? "https" : "http", host, port);
}

Result<Target> Target::parse(std::string_view url) {
  auto parsed = ada::parse<ada::url_aggregator>(url);
  if (!parsed) return fail(ErrorClass::TypeError, std::format("Invalid URL: '{}'", url));
  const bool secure = parsed->get_protocol() == "https:";
  if (!secure && parsed->get_protocol() != "http:") {
    auto scheme = parsed->get_protocol();
    scheme.remove_suffix(1);
    return fail(ErrorClass::TypeError, std::format("Url scheme '{}' not supported", scheme));
  }
  Target target;
  target.origin.scheme = secure ? Origin::Scheme::Https : Origin::Scheme::Http;
  target.origin.host = parsed->get_hostname();
  target.host_field = parsed->get_host();
  target.origin.port = secure ? 443 : 80;
  if (auto port = parsed->get_port(); !port.empty())
    target.origin.port = static_cast<std::uint16_t>(std::stoi(std::string(port)));
  target.path_and_query = std::string(parsed->get_pathname()) + std::string(parsed->get_search());
  parsed->set_hash("");
  parsed->set_username("");
  parsed->set_password("");
  target.shown = parsed->get_href();
  return target;
}

}  // namespace bailey::net::http
