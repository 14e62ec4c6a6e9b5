// A request as a client is asked to send it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "runtime/event_loop/task.h"
#include "runtime/net/http/header.h"

namespace bailey::net::http {

// A body that is made while it is sent. Asked for one piece at a time, so that a slow peer slows
// its maker down.
class BodySource {
 public:
  virtual ~BodySource() = default;

  // The next bytes, valid until the next call; none at the end. What it throws fails the request.
  virtual Task<std::span<const std::byte>> next() = 0;
};

struct StreamedBody {
  std::unique_ptr<BodySource> source;
  // What `source` will give altogether; chunked when it cannot say.
  std::optional<std::uint64_t> length = std::nullopt;
};

// std::string: all of it, which can be sent again over another connection.
using RequestBody = std::variant<std::monostate, std::string, StreamedBody>;

struct Request {
  std::string url = {};  // absolute, http: or https:
  std::string method = "GET";
  // Written as they are. Host and what delimits the body are the client's business: such fields
  // are left out; see host_field.
  Headers headers = {};
  RequestBody body = {};
  enum class HostField : std::uint8_t { FromUrl, MayBeGiven } host_field = HostField::FromUrl;
  enum class Decoding : std::uint8_t { None, GzipAndBrotli } decoding = Decoding::GzipAndBrotli;
};

}  // namespace bailey::net::http
