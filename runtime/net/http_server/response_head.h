// Writing the head of an HTTP/1.1 response.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/base/result.h"

namespace bailey::net {

using FieldView = std::pair<std::string_view, std::string_view>;

struct ResponseHead {
  std::uint16_t status = 200;
  std::span<const FieldView> fields = {};
  // Written as Content-Length; nothing means chunked, or until the connection closes.
  std::optional<std::uint64_t> content_length = {};
  bool close = false;    // adds Connection: close
  bool chunked = false;  // adds Transfer-Encoding: chunked
};

// Appends `head` to `out`. TypeError when a field would break out of its line, or names one that
// the server itself writes.
Result<> append_response_head(std::string& out, const ResponseHead& head);

// 1xx, 204 and 304 have no body, whatever was given.
bool status_forbids_body(std::uint16_t status);

}  // namespace bailey::net
