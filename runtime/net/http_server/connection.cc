#include "runtime/net/http_server/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

namespace bailey::net {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kFirstBuffer = 8 * 1024;
// How much of a next request is taken in while one is being answered, to notice a peer that left.
constexpr std::size_t kReadAhead = 8 * 1024;
constexpr std::chrono::seconds kLinger{2};
// How much of a body that nobody read is taken in to keep its connection.
constexpr std::size_t kMostSkipped = 256 * 1024;

}  // namespace

Connection::Connection(Socket socket, Endpoint remote, ConnectionOwner& owner)
    : socket_(std::move(socket)), remote_(std::move(remote)), owner_(&owner), in_(kFirstBuffer) {}

void Connection::start() {
  set_deadline(owner_->options().timeouts.head);
  read();
}

void Connection::set_deadline(std::chrono::seconds allowed) {
  if (owner_ != nullptr) deadline_ = owner_->now() + allowed.count() + 1;
}

bool Connection::expired() const { return deadline_ != 0 && owner_->now() >= deadline_; }

void Connection::orphan() {
  owner_ = nullptr;
  close();
}

void Connection::close() {
  if (closed_) return;
  auto self = shared_from_this();
  closed_ = true;
  boost::system::error_code ignored;
  (void)socket_.close(ignored);
  auto gone = fail(ErrorClass::Interrupted, "the connection was closed");
  if (body_waiter_) std::exchange(body_waiter_, nullptr)(gone);
  settle_waiters(gone);
  tell_abandoned();
  active_ = false;
  attachment.reset();  // it may refer back to this connection
  if (owner_ != nullptr) owner_->remove(*this);
}

void Connection::tell_abandoned() {
  if (!active_ || abandoned_ || owner_ == nullptr) return;
  abandoned_ = true;
  owner_->handler().on_abandoned(*this, number_);
}

void Connection::close_when_idle() {
  if (!active_ && !writing_ && out_.empty()) return close();
  close_after_ = true;
}

// ---- reading

void Connection::read() {
  if (reading_ || closed_) return;
  if (in_start_ == in_end_) {
    in_start_ = in_end_ = 0;
  } else if (in_end_ == in_.size()) {
    if (in_start_ > 0) {
      std::copy(in_.begin() + static_cast<std::ptrdiff_t>(in_start_),
          in_.begin() + static_cast<std::ptrdiff_t>(in_end_), in_.begin());
      in_end_ -= in_start_;
      in_start_ = 0;
    } else {
      in_.resize(in_.size() * 2);
    }
  }
  reading_ = true;
  socket_.async_read_some(asio::buffer(in_.data() + in_end_, in_.size() - in_end_),
      [self = shared_from_this()](const auto& error, std::size_t count) {
        self->reading_ = false;
        if (!self->closed_) self->on_read(error, count);
      });
}

void Connection::on_read(const boost::system::error_code& error, std::size_t count) {
  if (lingering_) {
    in_start_ = in_end_ = 0;
    return error ? close() : read();
  }
  if (error) {
    ended_by_peer_ = true;
    // A peer that only ended its half may still want its answer; but nobody is there to read
    // when it reset the connection.
    if (error != asio::error::eof || (!active_ && out_.empty() && !writing_)) return close();
    if (body_waiter_)
      std::exchange(body_waiter_, nullptr)(fail(
          ErrorClass::UnexpectedEof, "the client closed the connection in the middle of the body"));
    tell_abandoned();
    close_after_ = true;
    if (!active_) flush();
    return;
  }
  if (!active_ && in_start_ == in_end_ && owner_ != nullptr)
    set_deadline(owner_->options().timeouts.head);
  in_end_ += count;
  advance();
}

bool Connection::wants_input() const {
  if (closed_ || ended_by_peer_ || close_after_ || writing_) return false;
  if (!active_ || body_waiter_) return true;
  return in_end_ - in_start_ < kReadAhead;
}

void Connection::advance() {
  if (advancing_) return;
  auto self = shared_from_this();
  advancing_ = true;
  if (skipping_) skip_body();
  while (!closed_ && !active_ && !skipping_ && !close_after_ && in_start_ < in_end_ &&
         begin_exchange()) {
  }
  if (active_ && !closed_) deliver_body();
  advancing_ = false;
  if (closed_) return;
  flush();
  if (wants_input()) read();
}

// Parses one request and hands it over; false when more bytes are needed or nothing may follow.
bool Connection::begin_exchange() {
  // RFC 9112, section 2.2: some clients send a line break behind a body.
  if (!blank_line_ && buffered().starts_with("\r\n")) {
    blank_line_ = true;
    in_start_ += 2;
    if (in_start_ == in_end_) return false;
  }
  RequestHead head;
  switch (parse_head(buffered(), owner_->options().head, head)) {
    case HeadState::Incomplete:
      return false;
    case HeadState::Bad:
      refuse(400);
      return false;
    case HeadState::TooLarge:
      refuse(431);
      return false;
    case HeadState::Complete:
      break;
  }
  in_start_ += head.text.size();
  active_ = true;
  ++number_;
  answer_ = Answer::None;
  keep_alive_ = head.keep_alive && !owner_->stopping();
  head_method_ = head.is_head;
  http_1_0_ = head.is_http_1_0;
  abandoned_ = blank_line_ = false;
  send_continue_ = head.expects_continue && head.body != BodyKind::None;
  decoder_.start(head.body, head.content_length);
  deadline_ = 0;  // how long the handler may take is its own affair
  owner_->handler().on_request(shared_from_this(), number_, head);
  return !active_;
}

// Answers what is no request, and hangs up.
void Connection::refuse(std::uint16_t status) {
  close_after_ = true;
  (void)append_response_head(out_,
      {.status = status, .content_length = 0, .persistence = ResponseHead::Persistence::Close});
}

void Connection::end_exchange() {
  active_ = false;
  if (body_waiter_)
    std::exchange(body_waiter_, nullptr)(
        fail(ErrorClass::BadResource, "the request has been answered"));
  skipped_ = 0;
  if (can_skip_body())
    skip_body();
  else
    close_after_ = true;
  if (!keep_alive_ || ended_by_peer_) close_after_ = true;
  if (owner_ != nullptr) {
    if (owner_->stopping()) close_after_ = true;
    set_deadline(owner_->options().timeouts.idle);
  }
  if (!advancing_) advance();
}

// ---- the request's body

// Whether what the handler has not read is little enough to be taken in for the connection's sake,
// and is sure to come.
bool Connection::can_skip_body() const {
  if (decoder_.state() == BodyDecoder::State::Done) return true;
  return decoder_.state() == BodyDecoder::State::More && !send_continue_ &&
         decoder_.remaining() <= kMostSkipped;
}

void Connection::skip_body() {
  std::byte scratch[4096];
  while (decoder_.state() == BodyDecoder::State::More && in_start_ < in_end_) {
    auto step = decoder_.decode(buffered(), scratch);
    in_start_ += step.consumed;
    skipped_ += step.consumed;
  }
  skipping_ = decoder_.state() == BodyDecoder::State::More;
  if (decoder_.state() == BodyDecoder::State::Bad || skipped_ > kMostSkipped) close_after_ = true;
}

Result<std::optional<std::size_t>> Connection::read_body_now(
    std::uint32_t number, std::span<std::byte> into) {
  if (!is_current(number) || body_waiter_)
    return fail(ErrorClass::BadResource, "the request's body can no longer be read");
  if (decoder_.state() == BodyDecoder::State::Done || into.empty()) return 0;
  auto step = decoder_.decode(buffered(), into);
  in_start_ += step.consumed;
  if (step.produced > 0) return step.produced;
  switch (decoder_.state()) {
    case BodyDecoder::State::Done:
      return 0;
    case BodyDecoder::State::Bad:
      close_after_ = true;
      keep_alive_ = false;
      return fail(ErrorClass::InvalidData, "the request's body is not encoded as announced");
    case BodyDecoder::State::More:
      break;
  }
  if (ended_by_peer_)
    return fail(
        ErrorClass::UnexpectedEof, "the client closed the connection in the middle of the body");
  return std::nullopt;
}

void Connection::read_body(std::uint32_t number, std::span<std::byte> into,
    std::move_only_function<void(Result<std::size_t>)> done) {
  auto now = read_body_now(number, into);
  if (!now) return done(std::unexpected(std::move(now).error()));
  if (*now) return done(**now);
  if (std::exchange(send_continue_, false)) {
    out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    flush();
  }
  body_into_ = into;
  body_waiter_ = std::move(done);
  if (owner_ != nullptr) set_deadline(owner_->options().timeouts.body);
  if (!advancing_) read();
}

void Connection::deliver_body() {
  if (!body_waiter_) return;
  auto waiter = std::exchange(body_waiter_, nullptr);
  auto now = read_body_now(number_, body_into_);
  if (now && !*now) {
    body_waiter_ = std::move(waiter);
    return;
  }
  deadline_ = 0;
  if (now)
    waiter(**now);
  else
    waiter(std::unexpected(std::move(now).error()));
}

// ---- answering

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

// ---- writing

// Queues `more` behind what is queued; big pieces go straight from where they lie.
void Connection::send(std::span<const std::byte> more) {
  const auto* data = reinterpret_cast<const char*>(more.data());
  constexpr std::size_t kWorthGathering = 16 * 1024;
  std::size_t taken = 0;
  if (more.size() >= kWorthGathering && !writing_) {
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
    // Closing with unread input would reset the connection and lose the answer.
    lingering_ = true;
    boost::system::error_code ignored;
    (void)socket_.shutdown(Socket::shutdown_send, ignored);
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
