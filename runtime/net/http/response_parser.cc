#include "runtime/net/http/response_parser.h"

#include <algorithm>
#include <cstring>

#include <boost/beast/http/error.hpp>

namespace bailey::net::http {
namespace {

namespace beast_http = boost::beast::http;

Error parse_error(const boost::beast::error_code& code) {
  auto because = [](const char* text) { return Error{ErrorClass::Error, text}; };
  switch (static_cast<beast_http::error>(code.value())) {
    case beast_http::error::bad_version:
      return because("invalid HTTP version parsed");
    case beast_http::error::bad_status:
      return because("invalid HTTP status-code parsed");
    case beast_http::error::bad_content_length:
    case beast_http::error::multiple_content_length:
      return because("invalid content-length parsed");
    case beast_http::error::bad_transfer_encoding:
      return because("invalid transfer-encoding parsed");
    case beast_http::error::header_limit:
      return because("message head is too large");
    case beast_http::error::bad_chunk:
    case beast_http::error::bad_chunk_extension:
      return because("invalid chunk size line");
    default:
      return because("invalid HTTP header parsed");
  }
}

std::string lower_case(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return lowered;
}

}  // namespace

ResponseParser::ResponseParser(ParserLimits limits, RequestKind kind)
    : header_count_left_(limits.header_count) {
  header_limit(limits.head_bytes);
  body_limit(boost::none);
  skip(kind == RequestKind::Head);
}

Result<std::size_t> ResponseParser::put_head(std::span<const std::byte> input) {
  input_ = input;
  error_code error;
  std::size_t read = put(boost::asio::const_buffer(input.data(), input.size()), error);
  if (error && error != beast_http::error::need_more) return std::unexpected(parse_error(error));
  return read;
}

ResponseParser::Framing ResponseParser::framing() const {
  if (is_done()) return Framing::None;
  if (chunked()) return Framing::Chunked;
  return need_eof() ? Framing::UntilEnd : Framing::Length;
}

Result<ResponseParser::Unchunked> ResponseParser::put_chunks(
    std::span<const std::byte> input, std::span<std::byte> output) {
  eager(true);
  output_ = output;
  written_ = 0;
  error_code error;
  std::size_t read = put(boost::asio::const_buffer(input.data(), input.size()), error);
  if (error && error != beast_http::error::need_more && error != beast_http::error::need_buffer)
    return std::unexpected(parse_error(error));
  return Unchunked{read, written_};
}

void ResponseParser::on_request_impl(beast_http::verb, string_view, string_view, int, error_code&) {
}

void ResponseParser::on_response_impl(int status, string_view reason, int, error_code& error) {
  if (status < 100) error = beast_http::error::bad_status;
  head_.status = status;
  head_.reason = reason;
}

void ResponseParser::on_field_impl(field, string_view name, string_view value, error_code& error) {
  if (header_count_left_ == 0) {
    error = beast_http::error::header_limit;
    return;
  }
  --header_count_left_;
  // SECURITY: a folded line is read differently by different parsers. Beast joins it in a buffer
  // of its own, or leaves the line break between name and value (test: "a folded field is
  // refused").
  const char* begin = reinterpret_cast<const char*>(input_.data());
  const bool inside = value.data() >= begin && value.data() <= begin + input_.size();
  const char* after_name = name.data() + name.size();
  if (!inside || std::find(after_name, value.data(), '\r') != value.data()) {
    error = beast_http::error::bad_obs_fold;
    return;
  }
  head_.headers.push_back({lower_case(name), std::string(value)});
}

std::size_t ResponseParser::on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) {
  std::size_t count = std::min(body.size(), output_.size() - written_);
  std::memcpy(output_.data() + written_, body.data(), count);
  written_ += count;
  if (count < body.size()) error = beast_http::error::need_buffer;
  return count;
}

}  // namespace bailey::net::http
