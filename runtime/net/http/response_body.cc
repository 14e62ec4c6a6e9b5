#include "runtime/net/http/response_body.h"

#include <algorithm>

#include "runtime/net/http/response.h"

namespace bailey::net::http {
namespace {

constexpr std::size_t kEncodedBlock = 16 * 1024;

[[noreturn]] void throw_cut_short() {
  throw Failure({ErrorClass::TypeError, "error reading a body from connection"});
}

}  // namespace

ResponseBody::ResponseBody(std::shared_ptr<ConnectionPool> pool,
    std::shared_ptr<Connection> connection, std::unique_ptr<ResponseParser> parser,
    std::shared_ptr<Upload> upload, Request::Decoding decoding)
    : pool_(std::move(pool)),
      connection_(std::move(connection)),
      parser_(std::move(parser)),
      upload_(std::move(upload)),
      remote_(connection_->remote),
      framing_(parser_->framing()) {
  if (framing_ == Framing::Length) left_ = parser_->length();
  const std::string* coding = find(head().headers, "content-encoding");
  if (decoding == Request::Decoding::GzipAndBrotli && coding != nullptr &&
      framing_ != Framing::None)
    decoder_ = make_decoder(*coding);
  if (decoder_) encoded_.resize(kEncodedBlock);
  if (framing_ == Framing::None && head().status != 101) finish();
}

Task<std::size_t> ResponseBody::read(std::span<std::byte> into) {
  // Keeps what it works on although the response may be destroyed meanwhile.
  auto self = shared_from_this();
  if (into.empty()) co_return 0;
  co_return decoder_ ? co_await read_decoded(into) : co_await read_framed(into);
}

// Bytes of the body as they are delimited, not decoded.
Task<std::size_t> ResponseBody::read_framed(std::span<std::byte> into) {
  if (finished_) co_return 0;
  if (connection_ == nullptr) throw_cut_short();
  auto connection = connection_;
  std::exception_ptr caught;
  try {
    co_return framing_ == Framing::Chunked ? co_await read_chunked(into) : co_await read_raw(into);
  } catch (...) {
    caught = std::current_exception();
  }
  abandon();
  Error error = error_of(caught);
  if (error.error_class == ErrorClass::Interrupted) throw Failure(std::move(error));
  throw_cut_short();
}

Task<std::size_t> ResponseBody::read_raw(std::span<std::byte> into) {
  auto connection = connection_;
  const bool limited = framing_ == Framing::Length;
  if (limited) into = into.first(std::min<std::uint64_t>(into.size(), left_));
  std::size_t count = connection->buffer.take(into);
  if (count == 0) count = co_await connection->stream->read_some(into);
  if (count == 0 && limited) throw_cut_short();
  if (limited) left_ -= count;
  if (limited ? left_ == 0 : count == 0) finish();
  co_return count;
}

Task<std::size_t> ResponseBody::read_chunked(std::span<std::byte> into) {
  auto connection = connection_;
  ReadBuffer& buffer = connection->buffer;
  for (;;) {
    if (!buffer.empty()) {
      auto progress = value_or_throw(parser_->put_chunks(buffer.unread(), into));
      buffer.consume(progress.read);
      if (parser_->chunks_done()) finish();
      if (progress.written > 0 || finished_) co_return progress.written;
      // A line that does not fit here is no chunk header.
      if (buffer.unread().size() > pool_->options().head_bytes) throw_cut_short();
    }
    std::size_t count = co_await connection->stream->read_some(buffer.room());
    if (count == 0) throw_cut_short();
    buffer.commit(count);
  }
}

Task<std::size_t> ResponseBody::read_decoded(std::span<std::byte> into) {
  for (;;) {
    auto decoded = decoder_->decode(undecoded_, into);
    if (!decoded) abandon();
    auto progress = value_or_throw(std::move(decoded));
    undecoded_ = undecoded_.subspan(progress.read);
    if (progress.written > 0) co_return progress.written;
    if (progress.read > 0) continue;
    // The encoded body is read to its end, behind the last byte that it decodes to, so that the
    // connection can be used again.
    std::size_t count = co_await read_framed(encoded_);
    undecoded_ = std::span(encoded_).first(count);
    if (count > 0) continue;
    value_or_throw(decoder_->finish());
    co_return 0;
  }
}

void ResponseBody::finish() {
  finished_ = true;
  const bool sent = upload_ == nullptr || upload_->done();
  if (!sent || !parser_->reusable() || connection_ == nullptr) return abandon();
  pool_->put(std::exchange(connection_, nullptr));
}

void ResponseBody::abandon() {
  if (upload_) upload_->stop();
  if (auto connection = std::exchange(connection_, nullptr)) connection->stream->close();
}

Response::Response(std::shared_ptr<ResponseBody> body) : body_(std::move(body)) {}

Response::~Response() { body_->abandon(); }

int Response::status() const { return body_->head().status; }

const std::string& Response::reason() const { return body_->head().reason; }

const Headers& Response::headers() const { return body_->head().headers; }

const Endpoint& Response::remote_address() const { return body_->remote(); }

Task<std::size_t> Response::read_body(std::span<std::byte> into) { return body_->read(into); }

Response::Upgraded Response::upgrade() {
  auto connection = body_->release();
  if (connection == nullptr) return {};
  auto early = connection->buffer.unread();
  return {std::move(connection->stream), {early.begin(), early.end()}};
}

}  // namespace bailey::net::http
