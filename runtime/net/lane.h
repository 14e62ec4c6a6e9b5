// One coroutine at a time, in the order in which they came. For .cc files that keep one.
#pragma once

#include <algorithm>
#include <chrono>
#include <deque>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/task.h"

namespace bailey::net {

//   if (!lane.try_enter()) co_await lane.wait();
//   Lane::Holder turn(lane);
class Lane {
 public:
  // `loop` must outlive this; this must outlive the coroutines that use it.
  explicit Lane(EventLoop& loop) : loop_(loop) {}
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  bool taken() const { return taken_; }
  // False when somebody else is in it.
  bool try_enter() { return !std::exchange(taken_, true); }
  // Ends when the lane has been handed over to the caller.
  Task<> wait() {
    Waiter waiter(*this);
    co_await waiter.woken.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }

  // Hands the lane over to the next when destroyed. Construct it once the lane is yours.
  class Holder {
   public:
    explicit Holder(Lane& lane) : lane_(lane) {}
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    ~Holder() { lane_.leave(); }

   private:
    Lane& lane_;
  };

 private:
  struct Waiter {
    explicit Waiter(Lane& owner)
        : lane(owner), woken(owner.loop_.io(), std::chrono::steady_clock::time_point::max()) {
      lane.waiters_.push_back(this);
    }
    ~Waiter() { std::erase(lane.waiters_, this); }

    Lane& lane;
    boost::asio::steady_timer woken;  // waking is cancelling the timer's wait
  };

  void leave() {
    if (waiters_.empty()) {
      taken_ = false;
      return;
    }
    Waiter* next = waiters_.front();
    waiters_.pop_front();
    next->woken.cancel();
  }

  EventLoop& loop_;
  std::deque<Waiter*> waiters_;
  bool taken_ = false;
};

}  // namespace bailey::net
