// What the thread of a worker and the thread of its parent share.
#pragma once

#include <v8.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

#include "runtime/base/interruption.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/workers/channel.h"

namespace bailey::workers {

// An exception that nobody in the worker caught: what the parent's ErrorEvent shows.
struct Failure {
  std::string message;
  std::string url;
  int line = 0;
  int column = 0;
};
// The worker's isolate is gone, or, Abandoned, its thread will never end.
enum class End : std::uint8_t { Finished, Abandoned };
using Notice = std::variant<Failure, End>;

// Thread: any.
class WorkerLink {
 public:
  WorkerLink(boost::asio::io_context& parent, std::weak_ptr<Receiver> receiver);

  // ---- the parent's side
  // Stops the worker's script wherever it is, and its loop. Does not wait.
  void terminate();
  // Breaks off a system call that a terminated worker waits in; to be repeated until it ended.
  void interrupt();
  // The next notice.
  std::optional<Notice> take();
  // No receiver is told of anything once this returns.
  void forget_parent();

  // ---- the worker's side
  // The thread begins, and is about to end: nobody touches `thread` once leave_thread() returns.
  void enter_thread(Interruptible& thread);
  void leave_thread();
  // False when the worker is to end before it began.
  bool enter(v8::Isolate* isolate, EventLoop& loop);
  // Nothing touches the isolate or the loop once this returns.
  void leave();
  bool is_terminated() const;
  // Stops the worker's script and its loop, as terminate() does, but not what it tells its parent.
  // Thread: any; to be repeated until it ended.
  void break_off();
  void notify(Notice notice);
  // The thread will never end. Thread: any.
  bool is_abandoned() const;

 private:
  mutable std::mutex mutex_;
  boost::asio::io_context* parent_;
  std::weak_ptr<Receiver> receiver_;
  std::deque<Notice> notices_;
  Interruptible* thread_ = nullptr;
  v8::Isolate* isolate_ = nullptr;
  EventLoop* loop_ = nullptr;
  bool terminated_ = false;
  bool abandoned_ = false;
};

}  // namespace bailey::workers
