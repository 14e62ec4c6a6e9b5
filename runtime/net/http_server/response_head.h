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
  bool chunked = false;  // adds Transfer-Encoding: chunked
  // The Connection field: what HTTP/1.1 understands without it is left unsaid.
  enum class Persistence : std::uint8_t {
    Unsaid,
    KeepAlive,
    Close
  } persistence = Persistence::Unsaid;
};

// Appends `head` to `out`. TypeError when a field would break out of its line, or names one that
// the server itself writes.
Result<> append_response_head(std::string& out, const ResponseHead& head);

// 1xx, 204 and 304 have no body, whatever was given.
bool status_forbids_body(std::uint16_t status);

}  // namespace bailey::net
