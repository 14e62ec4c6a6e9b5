// The answering half of a connection: heads and bodies on their way out.
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include "runtime/net/http_server/connection.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kLinger{2};

}  // namespace

Result<> Connection::write_head(
    std::uint16_t status, std::span<const FieldView> fields, std::optional<std::uint64_t> length) {
  bool bodyless = status_forbids_body(status);
  ResponseHead head{.status = status, .fields = fields};
  if (!bodyless) head.content_length = length;
  head.chunked = !bodyless && !length && !http_1_0_;
  // Without chunks, only the end of the connection tells where such a body ends.
  if (!bodyless && !length && http_1_0_) keep_alive_ = false;
  using enum ResponseHead::Persistence;
  if (!keep_alive_ || ended_by_peer_ || (owner_ != nullptr && owner_->stopping()))
    head.persistence = Close;
  else if (http_1_0_)
    head.persistence = KeepAlive;
  BAILEY_TRY(append_response_head(out_, head));
  omit_body_ = bodyless || head_method_;
  chunked_answer_ = head.chunked;
  return {};
}

Result<> Connection::respond(std::uint32_t number, std::uint16_t status,
    std::span<const FieldView> fields, std::span<const std::byte> body) {
  if (!is_current(number) || answer_ != Answer::None)
    return fail(
        ErrorClass::BadResource, "the request has been answered already, or the client has left");
  if (!can_skip_body()) keep_alive_ = false;
  BAILEY_TRY(write_head(status, fields, body.size()));
  if (!omit_body_) send(body);
  answer_ = Answer::Done;
  end_exchange();
  return {};
}

Result<> Connection::start_response(std::uint32_t number, std::uint16_t status,
    std::span<const FieldView> fields, std::optional<std::uint64_t> length) {
  if (!is_current(number) || answer_ != Answer::None)
    return fail(
        ErrorClass::BadResource, "the request has been answered already, or the client has left");
  BAILEY_TRY(write_head(status, fields, length));
  answer_ = Answer::Streaming;
  answer_left_ = length;
  flush();
  return {};
}

Result<bool> Connection::write_body(std::uint32_t number, std::span<const std::byte> piece) {
  if (!is_current(number) || answer_ != Answer::Streaming)
    return fail(ErrorClass::BadResource, "the response cannot be written any more");
  if (piece.empty() || omit_body_) return true;
  if (answer_left_) {
    if (piece.size() > *answer_left_)
      return fail(ErrorClass::TypeError, "the response's body is longer than its Content-Length");
    *answer_left_ -= piece.size();
  }
  if (chunked_answer_) {
    char size[20];
    int length = std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    out_.append(size, static_cast<std::size_t>(length));
  }
  send(piece);
  if (chunked_answer_) out_ += "\r\n";
  flush();
  return !writing_ && out_.empty();
}

Result<> Connection::finish_response(std::uint32_t number) {
  if (!is_current(number) || answer_ != Answer::Streaming)
    return fail(ErrorClass::BadResource, "the response cannot be written any more");
  if (answer_left_ && *answer_left_ > 0 && !omit_body_) {
    abort_response(number);
    return fail(ErrorClass::TypeError, "the response's body is shorter than its Content-Length");
  }
  if (chunked_answer_ && !omit_body_) out_ += "0\r\n\r\n";
  answer_ = Answer::Done;
  end_exchange();
  return {};
}

void Connection::abort_response(std::uint32_t number) {
  if (is_current(number)) close();
}

void Connection::on_drained(std::move_only_function<void(Result<>)> done) {
  if (closed_) return done(fail(ErrorClass::Interrupted, "the connection was closed"));
  if (!writing_ && out_.empty()) return done({});
  drain_waiters_.push_back(std::move(done));
}

void Connection::on_completed(std::uint32_t number, std::move_only_function<void(Result<>)> done) {
  if (number == number_ && active_) {
    completion_waiters_.push_back(std::move(done));
  } else if (number == number_ && (writing_ || !out_.empty())) {
    drain_waiters_.push_back(std::move(done));
  } else {
    done({});
  }
}

// Queues `more` behind what is queued; big pieces go straight from where they lie.
void Connection::send(std::span<const std::byte> more) {
  const auto* data = reinterpret_cast<const char*>(more.data());
  constexpr std::size_t kWorthGathering = 16 * 1024;
  std::size_t taken = 0;
  if (more.size() >= kWorthGathering && !writing_ && !tls_) {
    boost::system::error_code error;
    std::array<asio::const_buffer, 2> both = {asio::buffer(out_), asio::buffer(data, more.size())};
    std::size_t count = socket_.write_some(both, error);
    std::size_t of_queue = std::min(count, out_.size());
    out_.erase(0, of_queue);
    taken = count - of_queue;
  }
  out_.append(data + taken, more.size() - taken);
}

void Connection::flush() {
  if (writing_ || closed_) return;
  if (tls_ && !tls_->seal(out_)) return close();
  if (out_.empty()) return finish_writing();
  boost::system::error_code error;
  std::size_t count = socket_.write_some(asio::buffer(out_), error);
  if (error && error != asio::error::would_block) return close();
  if (count == out_.size()) {
    out_.clear();
    return finish_writing();
  }
  sending_.swap(out_);
  out_.clear();
  sent_ = count;
  writing_ = true;
  write_rest();
}

void Connection::write_rest() {
  if (owner_ != nullptr) set_deadline(owner_->options().timeouts.write);
  socket_.async_write_some(asio::buffer(sending_.data() + sent_, sending_.size() - sent_),
      [self = shared_from_this()](const auto& error, std::size_t count) {
        if (self->closed_) return;
        if (error) return self->close();
        self->sent_ += count;
        if (self->sent_ < self->sending_.size()) return self->write_rest();
        self->writing_ = false;
        self->sending_.clear();
        self->deadline_ = 0;
        self->flush();
        if (!self->closed_ && !self->writing_) self->advance();
      });
}

// Everything has been taken by the kernel.
void Connection::finish_writing() {
  if (!drain_waiters_.empty() || (!active_ && !completion_waiters_.empty())) settle_waiters({});
  if (closed_ || active_) return;
  if (close_after_ && !lingering_) {
    if (tls_ && tls_->end()) return flush();
    // Closing with unread input would reset the connection and lose the answer.
    lingering_ = true;
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    if (ended_by_peer_) return close();
    set_deadline(kLinger);
    in_start_ = in_end_ = 0;
    read();
  } else if (!lingering_ && in_start_ == in_end_ && owner_ != nullptr) {
    set_deadline(owner_->options().timeouts.idle);
  }
}

void Connection::settle_waiters(const Result<>& outcome) {
  for (auto& waiter : std::exchange(drain_waiters_, {})) waiter(outcome);
  if (active_ && !closed_) return;
  for (auto& waiter : std::exchange(completion_waiters_, {})) waiter(outcome);
}

}  // namespace bailey::net
