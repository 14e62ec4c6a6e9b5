// A URL as script has it: parsed by ada, and with the hosts the standard lets through since ada's
// release.
#pragma once

#include <ada.h>

#include <optional>
#include <string>
#include <string_view>

namespace bailey::ops {

// The standard now takes an all-ASCII host as it is even where a label starts with "xn--" and does
// not decode; the parser refuses it. Such a URL is parsed with a stand-in of the same length, and
// shown with its own host. https://url.spec.whatwg.org/#concept-domain-to-ascii
class ParsedUrl {
 public:
  // `base` may be null. Empty when `input` is no URL.
  static std::optional<ParsedUrl> parse(std::string_view input, const ParsedUrl* base);

  std::string href() const;
  // Of the parts in href().
  const ada::url_components& components() const { return url_.get_components(); }

  // With the host in it replaced: false when `value` is none and nothing has changed.
  bool set_host(std::string_view value);
  bool set_hostname(std::string_view value);

  // For the setters that leave the host alone.
  ada::url_aggregator& url() { return url_; }

 private:
  explicit ParsedUrl(ada::url_aggregator url) : url_(std::move(url)) {}

  enum class Stand : std::uint8_t { First, Second };
  // A host of the length of `domain` that the parser takes; the two differ.
  static std::string stand_in(std::string_view domain, Stand which);
  static std::optional<ParsedUrl> parse_ascii(std::string_view input, const ParsedUrl* base);
  static std::optional<ParsedUrl> inherit(
      ada::url_aggregator url, std::string_view input, const ParsedUrl& base);
  bool set_ascii(std::string_view value, bool (ada::url_aggregator::*set)(std::string_view));

  ada::url_aggregator url_;
  std::string domain_;  // the host when a stand-in is in `url_`
};

}  // namespace bailey::ops
