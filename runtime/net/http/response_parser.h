// Reads the head of a response and takes its chunked body apart, by Beast's parser fed by hand.
// For .cc files of net/http only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <boost/beast/http/basic_parser.hpp>

#include "runtime/base/result.h"
#include "runtime/net/http/header.h"

namespace bailey::net::http {

struct ResponseHead {
  int status = 0;
  std::string reason;
  Headers headers;  // names in lower case, in the order they came
};

struct ParserLimits {
  std::uint32_t head_bytes;
  std::size_t header_count;
};

enum class RequestKind : std::uint8_t {
  Usual,
  Head,  // its response has no body whatever its fields say
};

class ResponseParser final : private boost::beast::http::basic_parser<false> {
 public:
  ResponseParser(ParserLimits limits, RequestKind kind);

  // How many bytes of `input` have been read; what is left must be offered again, with more behind
  // it. Errors have hyper's words, such as `invalid HTTP version parsed`.
  Result<std::size_t> put_head(std::span<const std::byte> input);
  bool head_done() const { return is_header_done(); }
  ResponseHead& head() { return head_; }

  // How the body is delimited, once the head is done.
  enum class Framing : std::uint8_t { None, Length, Chunked, UntilEnd };
  Framing framing() const;
  // For Framing::Length.
  std::uint64_t length() const { return *content_length(); }
  // Whether the connection can carry another request after this response.
  bool reusable() const { return keep_alive(); }

  struct Unchunked {
    std::size_t read;     // of the input
    std::size_t written;  // to the output
  };
  // Takes the chunks apart that are in `input`, as far as `output` has room.
  Result<Unchunked> put_chunks(std::span<const std::byte> input, std::span<std::byte> output);
  // The last chunk and the trailers have been read.
  bool chunks_done() const { return is_done(); }

 private:
  using Beast = boost::beast::http::basic_parser<false>;
  using error_code = boost::beast::error_code;
  using string_view = boost::beast::string_view;
  using field = boost::beast::http::field;

  void on_request_impl(
      boost::beast::http::verb, string_view, string_view, int, error_code&) override;
  void on_response_impl(int status, string_view reason, int version, error_code& error) override;
  void on_field_impl(field, string_view name, string_view value, error_code& error) override;
  void on_trailer_field_impl(field, string_view, string_view, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(
      std::uint64_t remain, string_view body, error_code& error) override;
  void on_finish_impl(error_code&) override {}

  std::size_t header_count_left_;
  ResponseHead head_;
  std::span<const std::byte> input_;  // of the put in progress
  std::span<std::byte> output_;
  std::size_t written_ = 0;
};

}  // namespace bailey::net::http
