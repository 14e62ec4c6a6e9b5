#include "runtime/net/connect_race.h"

#include <algorithm>
#include <list>
#include <memory>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/base/check.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

constexpr auto kResume = asio::as_tuple(asio::use_awaitable);
using boost::system::error_code;

using RaceHandler = asio::any_completion_handler<void(error_code, Socket)>;

// Each attempt starts when the one before has failed or has had its time, and goes on beside the
// later ones. Shared by the handlers of all attempts, of the timer and of the cancellation slot.
class ConnectRace : public std::enable_shared_from_this<ConnectRace> {
 public:
  ConnectRace(
      EventLoop& loop, std::vector<Endpoint> endpoints, ConnectOptions options, RaceHandler handler)
      : io_(loop.io()),
        endpoints_(std::move(endpoints)),
        options_(std::move(options)),
        handler_(std::move(handler)),
        delay_(loop.io()) {}

  void start() {
    auto slot = asio::get_associated_cancellation_slot(handler_);
    if (slot.is_connected())
      slot.assign([race = weak_from_this()](asio::cancellation_type) {
        if (auto self = race.lock())
          self->finish(asio::error::operation_aborted, Socket(self->io_));
      });
    attempt_next();
  }

 private:
  void attempt_next() {
    Socket& socket = attempts_.emplace_back(io_);
    auto attempt = std::prev(attempts_.end());
    auto endpoint = to_asio(endpoints_[next_++]);
    ++running_;
    if (error_code error = prepare(socket, endpoint)) {
      asio::post(io_, [self = shared_from_this(), attempt, error] { self->ended(attempt, error); });
    } else {
      socket.async_connect(endpoint, [self = shared_from_this(), attempt](
                                         error_code failure) { self->ended(attempt, failure); });
    }
    if (next_ < endpoints_.size()) arm_delay();
  }

  error_code prepare(Socket& socket, const StreamProtocol::endpoint& endpoint) const {
    error_code error;
    socket.open(endpoint.protocol(), error);
    if (error || !options_.local) return error;
    auto local = to_asio(*options_.local);
    if (local.protocol().family() == endpoint.protocol().family()) socket.bind(local, error);
    return error;
  }

  void arm_delay() {
    delay_.expires_after(options_.attempt_delay);
    delay_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && self->handler_) self->attempt_next();
    });
  }

  void ended(std::list<Socket>::iterator attempt, error_code error) {
    if (!handler_) return;
    --running_;
    if (!error) return finish({}, std::move(*attempt));
    if (next_ < endpoints_.size()) return attempt_next();
    if (running_ == 0) finish(error, std::move(*attempt));
  }

  void finish(error_code error, Socket socket) {
    if (!handler_) return;
    auto handler = std::exchange(handler_, nullptr);
    delay_.cancel();
    error_code ignored;  // losers are closed, whatever close(2) says
    for (Socket& attempt : attempts_) attempt.close(ignored);
    asio::post(io_, asio::append(std::move(handler), error, std::move(socket)));
  }

  asio::io_context& io_;
  std::vector<Endpoint> endpoints_;
  ConnectOptions options_;
  RaceHandler handler_;  // empty once the race is over
  asio::steady_timer delay_;
  std::list<Socket> attempts_;
  std::size_t next_ = 0;
  int running_ = 0;
};

Task<Socket> race_on(EventLoop* loop, std::vector<Endpoint> endpoints, ConnectOptions options) {
  BAILEY_CHECK(!endpoints.empty());
  auto [error, socket] = co_await asio::async_initiate<decltype(kResume), void(error_code, Socket)>(
      [&](auto handler) {
        std::make_shared<ConnectRace>(
            *loop, interleave_families(std::move(endpoints)), options, std::move(handler))
            ->start();
      },
      kResume);
  if (error) throw_socket_error(error);
  co_return std::move(socket);
}

}  // namespace

std::vector<Endpoint> interleave_families(std::vector<Endpoint> resolved) {
  std::list<Endpoint> left(resolved.begin(), resolved.end());
  std::vector<Endpoint> ordered;
  while (!left.empty()) {
    auto next = left.begin();
    if (!ordered.empty()) {
      const bool last_is_v4 = ordered.back().address.is_v4();
      auto other = std::ranges::find_if(
          left, [&](const Endpoint& endpoint) { return endpoint.address.is_v4() != last_is_v4; });
      if (other != left.end()) next = other;
    }
    ordered.push_back(*next);
    left.erase(next);
  }
  return ordered;
}

Task<Socket> race_to_connect(
    EventLoop& loop, std::vector<Endpoint> endpoints, ConnectOptions options) {
  return race_on(&loop, std::move(endpoints), std::move(options));
}

}  // namespace bailey::net
