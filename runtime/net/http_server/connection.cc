#include "runtime/net/http_server/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

namespace bailey::net {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kFirstBuffer = 8 * 1024;
// How much of a next request is taken in while one is being answered, to notice a peer that left.
constexpr std::size_t kReadAhead = 8 * 1024;
// How much of a body that nobody read is taken in to keep its connection.
constexpr std::size_t kMostSkipped = 256 * 1024;

}  // namespace

Connection::Connection(
    Socket socket, Endpoint remote, std::unique_ptr<TlsLayer> tls, ConnectionOwner& owner)
    : socket_(std::move(socket)),
      remote_(std::move(remote)),
      tls_(std::move(tls)),
      owner_(&owner),
      in_(kFirstBuffer) {}

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
  socket_.close(ignored);
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

// Room to read into: behind what is unread, or the TLS layer's.
std::span<std::byte> Connection::room() {
  if (tls_) return tls_->room();
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
  return std::as_writable_bytes(std::span(in_).subspan(in_end_));
}

void Connection::read() {
  if (reading_ || closed_) return;
  auto into = room();
  reading_ = true;
  socket_.async_read_some(asio::buffer(into.data(), into.size()),
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
  if (error) return on_end(error);
  if (!active_ && in_start_ == in_end_ && owner_ != nullptr)
    set_deadline(owner_->options().timeouts.head);
  if (take_in(count)) advance();
}

bool Connection::take_in(std::size_t count) {
  if (!tls_) {
    in_end_ += count;
    return true;
  }
  if (in_start_ > 0) {
    in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(in_start_));
    in_end_ -= in_start_;
    in_start_ = 0;
  }
  switch (tls_->receive(count, in_, in_end_)) {
    case TlsLayer::Outcome::Open:
      return true;
    case TlsLayer::Outcome::Ended:
      advance();
      if (!closed_) on_end(asio::error::eof);
      return false;
    case TlsLayer::Outcome::Failed:
      flush();  // the alert that says why
      close();
      return false;
  }
  return false;
}

// The peer has ended its half, or is gone.
void Connection::on_end(const boost::system::error_code& error) {
  ended_by_peer_ = true;
  // A peer that only ended its half may still want its answer; but nobody is there to read when
  // it reset the connection.
  if (error != asio::error::eof || (!active_ && out_.empty() && !writing_)) return close();
  if (body_waiter_)
    std::exchange(body_waiter_, nullptr)(fail(
        ErrorClass::UnexpectedEof, "the client closed the connection in the middle of the body"));
  tell_abandoned();
  close_after_ = true;
  if (!active_) flush();
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
  if (!wants_input()) return;
  if (active_ || in_start_ < in_end_) return read();
  read_next_request();
}

// The client has its answer only now, and a busy one asks again while others are served: what is
// read after them needs neither a vain call nor a wait.
void Connection::read_next_request() {
  if (reading_ || read_queued_) return;
  read_queued_ = true;
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    self->read_queued_ = false;
    if (self->wants_input()) self->read();
  });
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

}  // namespace bailey::net
