#include "runtime/net/http_server/request_head.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace bailey::net {
namespace {

namespace http = boost::beast::http;

// Notes where things are; Beast checks the grammar and how the body is framed.
class HeadParser final : public http::basic_parser<true> {
 public:
  HeadParser(std::string_view text, const HeadLimits& limits, RequestHead& head)
      : text_(text), limits_(limits), head_(head) {
    header_limit(static_cast<std::uint32_t>(limits.bytes + 1));
    body_limit(boost::none);
  }

 private:
  TextRange range(boost::beast::string_view part) const {
    auto start = static_cast<std::uint32_t>(part.data() - text_.data());
    return {start, start + static_cast<std::uint32_t>(part.size())};
  }

  void on_request_impl(http::verb method, boost::beast::string_view method_text,
      boost::beast::string_view target, int version, boost::beast::error_code&) override {
    head_.method = range(method_text);
    head_.target = range(target);
    head_.is_head = method == http::verb::head;
    head_.is_http_1_0 = version == 10;
  }
  void on_response_impl(int, boost::beast::string_view, int, boost::beast::error_code&) override {}
  void on_field_impl(http::field name, boost::beast::string_view, boost::beast::string_view value,
      boost::beast::error_code& error) override {
    if (++fields_ > limits_.fields) error = http::error::header_limit;
    if (name == http::field::host) {
      if (host_seen_) error = http::error::bad_field;  // RFC 9112, section 3.2
      host_seen_ = true;
      if (!value.empty()) head_.host = range(value);
    } else if (name == http::field::content_length) {
      // Beast takes a list of equal numbers, as the RFC allows; a peer might not.
      if (value.find_first_not_of("0123456789") != boost::beast::string_view::npos)
        error = http::error::bad_content_length;
    } else if (name == http::field::expect) {
      head_.expects_continue = boost::beast::iequals(value, "100-continue");
    } else if (name == http::field::transfer_encoding) {
      // Anything but a lone "chunked" leaves the end of the body to guesswork.
      if (!boost::beast::iequals(value, "chunked")) error = http::error::bad_transfer_encoding;
    }
  }
  void on_trailer_field_impl(http::field, boost::beast::string_view, boost::beast::string_view,
      boost::beast::error_code&) override {}
  void on_header_impl(boost::beast::error_code&) override {}
  void on_body_init_impl(
      boost::optional<std::uint64_t> const&, boost::beast::error_code&) override {}
  std::size_t on_body_impl(boost::beast::string_view body, boost::beast::error_code&) override {
    return body.size();
  }
  void on_chunk_header_impl(
      std::uint64_t, boost::beast::string_view, boost::beast::error_code&) override {}
  std::size_t on_chunk_body_impl(
      std::uint64_t, boost::beast::string_view body, boost::beast::error_code&) override {
    return body.size();
  }
  void on_finish_impl(boost::beast::error_code&) override {}

  std::string_view text_;
  const HeadLimits& limits_;
  RequestHead& head_;
  std::size_t fields_ = 0;
  bool host_seen_ = false;
};

// Line ends that a lenient peer could read differently: a CR or LF alone, and folded lines.
bool has_odd_lines(std::string_view head) {
  std::size_t at = 0;
  while ((at = head.find('\n', at)) != std::string_view::npos) {
    if (at == 0 || head[at - 1] != '\r') return true;
    ++at;
    if (at < head.size() && (head[at] == ' ' || head[at] == '\t')) return true;
  }
  at = 0;
  while ((at = head.find('\r', at)) != std::string_view::npos) {
    ++at;
    if (at >= head.size() || head[at] != '\n') return true;
  }
  return head.find('\0') != std::string_view::npos;
}

}  // namespace

HeadState parse_head(std::string_view bytes, const HeadLimits& limits, RequestHead& head) {
  auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    // A bare LF that ends a head would never be found: refuse it now, not at the time-out.
    if (bytes.find("\n\n") != std::string_view::npos) return HeadState::Bad;
    return bytes.size() > limits.bytes ? HeadState::TooLarge : HeadState::Incomplete;
  }
  auto text = bytes.substr(0, end + 4);
  if (text.size() > limits.bytes) return HeadState::TooLarge;
  if (has_odd_lines(text)) return HeadState::Bad;
  head = {};
  head.text = text;
  head.fields_start = static_cast<std::uint32_t>(text.find("\r\n") + 2);
  HeadParser parser(text, limits, head);
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(text.data(), text.size()), error);
  if (error == http::error::header_limit) return HeadState::TooLarge;
  if (error || !parser.is_header_done()) return HeadState::Bad;
  head.keep_alive = parser.keep_alive();
  if (parser.chunked()) {
    head.body = BodyKind::Chunked;
  } else if (auto length = parser.content_length(); length && *length > 0) {
    head.body = BodyKind::Sized;
    head.content_length = *length;
  }
  return HeadState::Complete;
}

}  // namespace bailey::net
