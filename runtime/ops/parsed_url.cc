#include "runtime/ops/parsed_url.h"

#include <algorithm>

namespace bailey::ops {
namespace {

using ada::url_aggregator;

constexpr std::string_view kSpecialDelimiters = "/\\?#";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// What the parser takes off its input before it looks at it.
std::string trimmed(std::string_view input) {
  auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!input.empty() && is_blank(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_blank(input.back())) input.remove_suffix(1);
  std::string text(input);
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return text;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int high = i + 2 < text.size() && text[i] == '%' ? hex_digit(text[i + 1]) : -1;
    int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) i += 2;
    decoded += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
  }
  return decoded;
}

// Calls `visit` with the offset of each label that starts with "xn--".
template <class Visit>
void each_encoded_label(std::string_view domain, Visit visit) {
  for (std::size_t at = 0; at <= domain.size();) {
    if (domain.substr(at).starts_with("xn--")) visit(at);
    at = std::min(domain.find('.', at), domain.size()) + 1;
  }
}

// The domain that `host` means when it is all ASCII, may be in a URL, and has encoded labels.
std::optional<std::string> ascii_domain(std::string_view host) {
  std::string domain = percent_decoded(host);
  constexpr std::string_view kForbidden = " #%/:<>?@[\\]^|\x7f";
  for (char& c : domain) {
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x80 ||
        kForbidden.contains(c))
      return std::nullopt;
    c = lower(c);
  }
  bool found = false;
  each_encoded_label(domain, [&](std::size_t) { found = true; });
  return found ? std::optional(domain) : std::nullopt;
}

struct Range {
  std::size_t start = 0;
  std::size_t end = 0;
};

// Where the host of `text` is likely to be; whoever asks must check.
std::optional<Range> find_host(std::string_view text) {
  auto slashes = text.find_first_of(":/\\?#");
  if (slashes == std::string_view::npos) return std::nullopt;
  if (text[slashes] == ':') ++slashes;
  auto start = std::min(text.find_first_not_of("/\\", slashes), text.size());
  auto end = std::min(text.find_first_of(kSpecialDelimiters, start), text.size());
  if (auto at = text.substr(start, end - start).rfind('@'); at != std::string_view::npos)
    start += at + 1;
  end = std::min(text.find(':', start), end);
  return Range{start, end};
}

bool may_have_encoded_label(std::string_view input) {
  return input.find('-') != std::string_view::npos || input.find('%') != std::string_view::npos;
}

}  // namespace

std::string ParsedUrl::stand_in(std::string_view domain, Stand which) {
  std::string host(domain);
  each_encoded_label(domain,
      [&](std::size_t at) { host.replace(at, 4, which == Stand::First ? "xnya" : "xnzb"); });
  return host;
}

std::optional<ParsedUrl> ParsedUrl::parse(std::string_view input, const ParsedUrl* base) {
  auto url = ada::parse<url_aggregator>(input, base == nullptr ? nullptr : &base->url_);
  if (url && (base == nullptr || base->domain_.empty())) return ParsedUrl(*std::move(url));
  if (url) return inherit(*std::move(url), input, *base);
  return may_have_encoded_label(input) ? parse_ascii(input, base) : std::nullopt;
}

// The host came from the base when it is another one with another stand-in.
std::optional<ParsedUrl> ParsedUrl::inherit(
    url_aggregator url, std::string_view input, const ParsedUrl& base) {
  ParsedUrl made(std::move(url));
  url_aggregator other = base.url_;
  if (!other.set_hostname(stand_in(base.domain_, Stand::Second))) return std::nullopt;
  auto with_other = ada::parse<url_aggregator>(input, &other);
  if (with_other && with_other->get_hostname() != made.url_.get_hostname())
    made.domain_ = base.domain_;
  return made;
}

std::optional<ParsedUrl> ParsedUrl::parse_ascii(std::string_view input, const ParsedUrl* base) {
  std::string text = trimmed(input);
  auto range = find_host(text);
  if (!range) return std::nullopt;
  auto domain =
      ascii_domain(std::string_view(text).substr(range->start, range->end - range->start));
  if (!domain) return std::nullopt;
  auto parse_with = [&](Stand which) {
    std::string with = text;
    with.replace(range->start, range->end - range->start, stand_in(*domain, which));
    auto url = ada::parse<url_aggregator>(with, base == nullptr ? nullptr : &base->url_);
    bool is_host = url && url->get_hostname() == stand_in(*domain, which);
    return is_host ? std::optional(*std::move(url)) : std::nullopt;
  };
  auto url = parse_with(Stand::First);
  if (!url || !parse_with(Stand::Second)) return std::nullopt;
  ParsedUrl made(*std::move(url));
  made.domain_ = *std::move(domain);
  return made;
}

std::string ParsedUrl::href() const {
  std::string text(url_.get_href());
  if (domain_.empty()) return text;
  const auto& parts = url_.get_components();
  std::size_t start = parts.host_start + (text[parts.host_start] == '@' ? 1 : 0);
  text.replace(start, parts.host_end - start, domain_);
  return text;
}

bool ParsedUrl::set_ascii(std::string_view value, bool (url_aggregator::*set)(std::string_view)) {
  if (!ada::scheme::is_special(url_.get_protocol().substr(0, url_.get_protocol().size() - 1)))
    return false;
  std::string text(value);
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  auto end = std::min(text.find_first_of("/\\?#:"), text.size());
  auto domain = ascii_domain(std::string_view(text).substr(0, end));
  if (!domain) return false;
  text.replace(0, end, stand_in(*domain, Stand::First));
  url_aggregator changed = url_;
  if (!(changed.*set)(text)) return false;
  url_ = std::move(changed);
  domain_ = *std::move(domain);
  return true;
}

bool ParsedUrl::set_host(std::string_view value) {
  if (!url_.set_host(value)) return set_ascii(value, &url_aggregator::set_host);
  domain_.clear();
  return true;
}

bool ParsedUrl::set_hostname(std::string_view value) {
  if (!url_.set_hostname(value)) return set_ascii(value, &url_aggregator::set_hostname);
  domain_.clear();
  return true;
}

}  // namespace bailey::ops
