#include "runtime/net/tls/stream.h"

#include <array>
#include <chrono>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/net/tls/engine.h"

namespace bailey::net::tls {
namespace {

namespace asio = boost::asio;

// Something that one coroutine does at a time while others wait for their turn.
class Turn {
 public:
  explicit Turn(EventLoop& loop)
      : changed_(loop.io(), std::chrono::steady_clock::time_point::max()) {}

  bool taken() const { return taken_; }

  Task<> wait_until_free() {
    // Waking is cancelling the timer's wait. A waiter that was itself cancelled is told by its
    // next co_await.
    while (taken_) co_await changed_.async_wait(asio::as_tuple(asio::use_awaitable));
  }

  class Holder {
   public:
    explicit Holder(Turn& turn) : turn_(turn) { turn_.taken_ = true; }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    ~Holder() {
      turn_.taken_ = false;
      turn_.changed_.cancel();
    }

   private:
    Turn& turn_;
  };

 private:
  asio::steady_timer changed_;
  bool taken_ = false;
};

}  // namespace

struct Stream::State {
  State(EventLoop& loop, std::unique_ptr<ByteStream> below, Owned<SSL> session, std::string host,
      std::shared_ptr<const void> context_used)
      : context(std::move(context_used)),
        carrier(std::move(below)),
        engine(std::move(session), std::move(host)),
        handshaking(loop),
        sending(loop),
        receiving(loop) {}

  std::shared_ptr<const void> context;  // what the session's callbacks refer to
  std::unique_ptr<ByteStream> carrier;
  Engine engine;
  Turn handshaking;
  Turn sending;
  Turn receiving;
  bool closed = false;
  std::array<std::byte, 17 * 1024> ciphertext;  // one record and its overhead

  // Sends all output there is, in turn with others who do.
  Task<> flush() {
    while (!engine.output().empty()) {
      if (sending.taken()) {
        co_await sending.wait_until_free();
        continue;
      }
      Turn::Holder turn(sending);
      // A copy: the engine may grow its output while this part is on its way.
      auto output = engine.output();
      std::vector<std::byte> part(output.begin(), output.end());
      engine.consume(part.size());
      co_await carrier->write_all(part);
    }
  }

  // Gives the engine more to work on. False at the end of the carrier.
  Task<bool> receive() {
    if (receiving.taken()) {
      co_await receiving.wait_until_free();
      co_return true;
    }
    Turn::Holder turn(receiving);
    std::size_t count = co_await carrier->read_some(ciphertext);
    engine.feed(std::span(ciphertext).first(count));
    co_return count > 0;
  }

  // Says close_notify, unless bytes that go before it are still on their way. Gently from then on:
  // what a server sends after the handshake need not have been read.
  void close_gently() {
    bool gently = false;
    if (!std::exchange(closed, true) && engine.handshake_done() && !sending.taken()) {
      engine.close_write();
      while (!engine.output().empty()) {
        std::size_t count = carrier->write_now(engine.output());
        if (count == 0) break;
        engine.consume(count);
      }
      gently = true;
    }
    gently ? carrier->close_gently() : carrier->close();
  }
};

namespace {

template <class State>
Task<> shake_hands(std::shared_ptr<State> state) {
  while (!state->engine.handshake_done()) {
    if (state->handshaking.taken()) {
      co_await state->handshaking.wait_until_free();
      continue;
    }
    Turn::Holder turn(state->handshaking);
    auto progress = state->engine.handshake();
    std::exception_ptr send_failure;
    try {
      co_await state->flush();  // on failure, the alert that tells the peer why
    } catch (...) {
      send_failure = std::current_exception();
    }
    if (!progress) throw Failure(std::move(progress).error());
    if (send_failure) std::rethrow_exception(send_failure);
    if (*progress == Engine::Progress::NeedsInput && !co_await state->receive())
      throw Failure({ErrorClass::UnexpectedEof, "unexpected end of file"});
  }
}

template <class State>
Task<std::size_t> read_from(std::shared_ptr<State> state, std::span<std::byte> into) {
  if (into.empty()) co_return 0;
  co_await shake_hands(state);
  for (;;) {
    auto read = value_or_throw(state->engine.read(into));
    if (!state->engine.output().empty()) co_await state->flush();
    switch (read.progress) {
      case Engine::Progress::Done:
        co_return read.count;
      case Engine::Progress::Ended:
        co_return 0;
      case Engine::Progress::NeedsInput:
        if (!co_await state->receive())
          throw Failure({ErrorClass::UnexpectedEof,
              "peer closed connection without sending TLS close_notify"});
    }
  }
}

template <class State>
Task<> write_to(std::shared_ptr<State> state, std::span<const std::byte> bytes) {
  co_await shake_hands(state);
  // In parts, so that encrypting a large block neither doubles it nor holds the loop up.
  constexpr std::size_t kPart = 64 * 1024;
  while (!bytes.empty()) {
    auto part = bytes.first(std::min(kPart, bytes.size()));
    bytes = bytes.subspan(part.size());
    value_or_throw(state->engine.write(part));
    co_await state->flush();
  }
}

template <class State>
Task<> close_write_of(std::shared_ptr<State> state) {
  co_await shake_hands(state);
  state->engine.close_write();
  co_await state->flush();
  co_await state->carrier->close_write();
}

}  // namespace

std::unique_ptr<Stream> Stream::client(EventLoop& loop, std::unique_ptr<ByteStream> carrier,
    std::shared_ptr<const ClientContext> context, std::string host) {
  auto session = context->open(host);
  return std::unique_ptr<Stream>(new Stream(std::make_shared<State>(
      loop, std::move(carrier), std::move(session), std::move(host), std::move(context))));
}

std::unique_ptr<Stream> Stream::server(EventLoop& loop, std::unique_ptr<ByteStream> carrier,
    std::shared_ptr<const ServerContext> context) {
  auto session = context->open();
  return std::unique_ptr<Stream>(new Stream(std::make_shared<State>(
      loop, std::move(carrier), std::move(session), std::string(), std::move(context))));
}

Stream::~Stream() { close(); }

Task<> Stream::handshake() { return shake_hands(state_); }

std::string Stream::alpn_protocol() const { return state_->engine.alpn_protocol(); }

ByteStream& Stream::carrier() const { return *state_->carrier; }

Task<std::size_t> Stream::read_some(std::span<std::byte> into) { return read_from(state_, into); }

Task<> Stream::write_all(std::span<const std::byte> bytes) { return write_to(state_, bytes); }

std::size_t Stream::write_now(std::span<const std::byte>) { return 0; }

Task<> Stream::close_write() { return close_write_of(state_); }

// SECURITY: without close_notify: a body that was cut short must not look like a whole one;
// runtime/net/http/client_connections_test.cc.
void Stream::close() {
  state_->closed = true;
  state_->carrier->close();
}

void Stream::close_gently() { state_->close_gently(); }

bool Stream::quiet() const { return !state_->engine.has_input() && state_->carrier->quiet(); }

void Stream::ref() { state_->carrier->ref(); }

void Stream::unref() { state_->carrier->unref(); }

}  // namespace bailey::net::tls
