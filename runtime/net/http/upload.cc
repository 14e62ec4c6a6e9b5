#include "runtime/net/http/upload.h"

#include <format>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>

namespace bailey::net::http {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace

void Upload::start() {
  auto run = [](std::shared_ptr<Upload> self) -> Task<> { co_await self->send(); };
  boost::asio::co_spawn(connection_->loop->io(), run(shared_from_this()),
      boost::asio::bind_cancellation_slot(
          cancel_.slot(), [self = shared_from_this()](std::exception_ptr failure) {
            self->ended_ = true;
            self->done_ = !failure;
            if (!failure) return;
            if (!self->source_failure_) self->send_failure_ = failure;
            // Whoever waits for the response must not wait for a request that never ends. A peer
            // that stopped reading may have answered: that answer is still to be read.
            if (self->source_failure_) self->connection_->stream->close();
          }));
}

void Upload::stop() {
  if (!ended_) cancel_.emit(boost::asio::cancellation_type::terminal);
}

Task<> Upload::send() {
  if (auto* whole = std::get_if<std::string>(&body_)) {
    co_await connection_->stream->write_all(bytes_of(*whole));
  } else if (auto* streamed = std::get_if<StreamedBody>(&body_)) {
    co_await send_streamed(streamed);
  }
}

Task<std::span<const std::byte>> Upload::next_piece(StreamedBody* body) {
  try {
    co_return co_await body->source->next();
  } catch (...) {
    source_failure_ = std::current_exception();
    throw;
  }
}

Task<> Upload::send_streamed(StreamedBody* body) {
  ByteStream& stream = *connection_->stream;
  std::uint64_t sent = 0;
  for (;;) {
    auto piece = co_await next_piece(body);
    sent += piece.size();
    if (body->length && (sent > *body->length || (piece.empty() && sent < *body->length))) {
      source_failure_ = std::make_exception_ptr(
          Failure({ErrorClass::TypeError, "request body size does not match its length"}));
      std::rethrow_exception(source_failure_);
    }
    if (piece.empty()) break;
    if (!body->length) co_await stream.write_all(bytes_of(std::format("{:x}\r\n", piece.size())));
    co_await stream.write_all(piece);
    if (!body->length) co_await stream.write_all(bytes_of("\r\n"));
  }
  if (!body->length) co_await stream.write_all(bytes_of("0\r\n\r\n"));
}

}  // namespace bailey::net::http
