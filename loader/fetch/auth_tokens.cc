#include "loader/fetch/auth_tokens.h"

#include <simdutf.h>

#include <algorithm>

#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out(simdutf::base64_length_from_binary(bytes.size()), '\0');
  simdutf::binary_to_base64(bytes.data(), bytes.size(), out.data());
  return out;
}

}  // namespace

AuthTokens::AuthTokens(std::string_view text) {
  while (!text.empty()) {
    auto one = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    if (one.empty()) continue;
    auto at = one.rfind('@');
    auto secret = one.substr(0, at);
    // A line break would let the token write headers of its own.
    bool sound = at != one.npos && at > 0 && at + 1 < one.size() &&
                 one.find_first_of("\r\n", 0, 2) == one.npos;
    if (!sound) {
      ++dropped_;
      continue;
    }
    tokens_.push_back({.host = lower(one.substr(at + 1)),
        .value = secret.contains(':') ? "Basic " + base64(secret)
                                      : std::string("Bearer ").append(secret)});
  }
}

std::string AuthTokens::header_for(std::string_view url) const {
  if (tokens_.empty()) return "";
  auto peer = host_and_port(url);
  bool own_port = peer.port == (url.starts_with("https:") ? 443 : 80);
  auto host = own_port ? peer.host : peer.host + ":" + std::to_string(peer.port);
  for (const auto& token : tokens_) {
    // SECURITY: whole labels only, or a token for `example.com` would go to `notexample.com`;
    // auth_tokens_test "a token is for its host and the hosts below it".
    bool below = host.size() > token.host.size() && host.ends_with(token.host) &&
                 host[host.size() - token.host.size() - 1] == '.';
    if (host == token.host || below) return token.value;
  }
  return "";
}

}  // namespace bailey::loader
