// The one loop of an isolate: Asio owns the wait, libuv's loop is embedded in it.
//
// Asio watches libuv's backend descriptor and a timer follows libuv's next deadline; when either
// fires, libuv gets one turn that does not block. docs/decisions/0003-who-owns-the-loop.md.
#pragma once

#include <uv.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "runtime/base/result.h"
#include "runtime/event_loop/thread_gate.h"

namespace bailey {

class EventLoop;

// A piece of work for the thread pool, run once. Destroyed on the loop's thread.
class BlockingJob {
 public:
  virtual ~BlockingJob() = default;

  // On a pool thread, or on the loop's as long as the process may have no other. Must not touch the
  // isolate.
  virtual void run() noexcept = 0;
  // On the loop's thread, after run() returned.
  virtual void done() noexcept = 0;
};

// Belongs to the thread that runs it; only asio::post to io() may come from others.
class EventLoop {
 public:
  EventLoop() : EventLoop(nullptr) {}
  // For a loop that runs while there may be no other thread: until `gate` opens, jobs run on the
  // loop's own. `gate` must outlive it.
  explicit EventLoop(const ThreadGate& gate) : EventLoop(&gate) {}
  // Fails when the process has no descriptors left for a loop.
  static Result<std::unique_ptr<EventLoop>> make();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  // Breaks off what its pool jobs wait for. One that goes on regardless (a disk that does not
  // answer) is abandoned with its memory.
  ~EventLoop();

  // Drops whatever still waits, without running it. For a loop whose isolate is about to go:
  // handlers own script objects. Nothing may be started afterwards.
  void close();

  boost::asio::io_context& io() { return io_; }

  // Starts libuv's loop, unless it runs; fails when the process has no descriptors left for it.
  Result<> start_uv();
  // libuv's loop; start_uv() comes first where running out of descriptors is no bug. After starting
  // a handle or request on it outside of a libuv callback, call uv_changed().
  uv_loop_t& uv();
  void uv_changed();

  // Hands `job` to the pool, or runs it in a turn of this loop when no descriptors are left to hear
  // from the pool with. Holds the loop until its done() has run.
  void submit(std::unique_ptr<BlockingJob> job);
  bool has_pool() const { return gate_ == nullptr || gate_->is_open(); }

  // Runs handlers until nothing holds the loop any more or stop() is called.
  void run();
  // Runs handlers that are ready now, without waiting.
  void poll();
  // Runs one handler, waiting for it if need be. Use to wait for something outside of run().
  void run_one();
  // Makes run() return at the next opportunity. Thread: any.
  void stop();
  bool stopped() const { return stopped_; }

  // Counted reasons for run() to go on; see LoopHold.
  void hold() { ++holds_; }
  void release() {
    if (--holds_ == 0 && running_) io_.stop();
  }
  bool held() const { return holds_ > 0; }
  // Whether something may still happen: also what does not hold the loop, such as a signal that
  // is listened to.
  bool expects_anything() const { return held() || sources_ > 0; }

 private:
  explicit EventLoop(const ThreadGate* gate);
  void run_here(std::unique_ptr<BlockingJob> job);
  int open_uv();
  void close_uv();
  void resume();

  struct Uv;         // libuv's loop and what watches it
  class Jobs;        // those on the pool that run now
  struct Submitted;  // a job on its way through the pool

  struct Io final : boost::asio::io_context {
    using io_context::io_context;
    void drop_handlers() { shutdown(); }
  };

  Io io_{1};
  // Without it the context would count itself stopped whenever it runs out of handlers.
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open_{
      io_.get_executor()};
  const ThreadGate* gate_;  // null: the process may have threads
  std::unique_ptr<Uv> uv_;
  std::shared_ptr<Jobs> jobs_;  // shared: an abandoned job outlives the loop
  bool closing_ = false;
  bool running_ = false;               // in run(), which the last release() must end
  std::atomic<bool> stopped_ = false;  // for good, by stop()
  std::int64_t holds_ = 0;
  std::int64_t sources_ = 0;  // living LoopHolds, referenced or not

  friend class LoopHold;
};

// A reason for the loop to go on, held from construction to destruction unless unreferenced:
// what Deno's ref() and unref() switch.
class LoopHold {
 public:
  explicit LoopHold(EventLoop& loop) : loop_(&loop) {
    loop_->hold();
    ++loop_->sources_;
  }
  LoopHold(LoopHold&& other) noexcept
      : loop_(std::exchange(other.loop_, nullptr)),
        referenced_(std::exchange(other.referenced_, false)) {}
  LoopHold& operator=(LoopHold&&) = delete;
  ~LoopHold() {
    unref();
    if (loop_ != nullptr) --loop_->sources_;
  }

  void ref() {
    if (!referenced_) loop_->hold();
    referenced_ = true;
  }
  void unref() {
    if (referenced_) loop_->release();
    referenced_ = false;
  }
  bool referenced() const { return referenced_; }

 private:
  EventLoop* loop_;
  bool referenced_ = true;
};

}  // namespace bailey
