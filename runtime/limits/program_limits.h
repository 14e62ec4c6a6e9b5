// The limits of a program while it runs: what watches them, what counts, and how it ends at one.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/limits/buffer_meter.h"
#include "runtime/limits/heap_room.h"
#include "runtime/limits/limits.h"
#include "runtime/limits/loading_alarm.h"
#include "runtime/limits/watchdog.h"

namespace bailey::limits {

// A count of things of which there may be so many at a time. Thread: any.
class Places {
 public:
  // One of the places, given back when the last copy goes.
  using Place = std::shared_ptr<const void>;

  Places() : taken_(std::make_shared<std::atomic<std::uint64_t>>(0)) {}
  // Nothing when `limit` are taken.
  Place take(std::uint64_t limit);

 private:
  std::shared_ptr<std::atomic<std::uint64_t>> taken_;  // shared with places that outlive it
};

// How the last message of a program reaches people.
struct LastWords {
  std::string prefix = "error: ";                  // with colours where they are wanted
  std::function<void()> restore_terminal = [] {};  // called on any thread
  // What script wrote, in a form that a terminal only shows. Called on any thread.
  std::function<std::string(std::string_view)> shown = [](auto text) { return std::string(text); };
  // What else is to be done; gives the exit code that counts. Called on any thread, once.
  std::function<int(int exit_code)> conclude = [](int exit_code) { return exit_code; };
};

// One per process; its time begins when it is made. Thread: any.
class ProgramLimits {
 public:
  ProgramLimits(Limits limits, LastWords words);

  // Adds those of the config file: the ones that are set stay. Before the program uses anything.
  void fill_from(const Limits& others);
  // From now until loaded(), while there is one thread and the watchdog cannot be, time is watched.
  Result<> loading() { return loading_.set(limits_, started_, words_.prefix); }
  void loaded() { loading_.stop(); }
  const Limits& limits() const { return limits_; }
  std::chrono::steady_clock::time_point started() const { return started_; }
  Watchdog& watchdog() { return watchdog_; }
  // ArrayBuffers of all the program's threads, under the limit on memory.
  BufferMeter& buffers() { return buffers_; }

  // What all JavaScript heaps of the process share.
  HeapRoom& heap_room() { return heap_room_; }

  // Address space that engines reserve for code beside the first one's, and hardly use.
  std::atomic<std::uint64_t>& reserved_for_code() { return reserved_for_code_; }

  // Called before the program writes `size` bytes: ends it when that would be too much.
  void count_written(std::size_t size);
  // Called before another program starts, and held until that one ended: ends this one when there
  // are too many.
  Places::Place place_for_subprocess();
  // Called when the system refuses another file or socket for want of numbers: ends the program if
  // that is because of its limit.
  void on_too_many_files();

  // Ends the process, saying what was `used` and where script was, innermost first. With several
  // threads the first one does it.
  [[noreturn]] void end(Limit limit, std::string_view used, std::span<const std::string> frames);

 private:
  Limits limits_;
  LastWords words_;
  std::chrono::steady_clock::time_point started_;
  LoadingAlarm loading_;
  Watchdog watchdog_;
  BufferMeter buffers_;
  HeapRoom heap_room_;
  std::atomic<std::uint64_t> reserved_for_code_ = 0;
  Places subprocesses_;
  std::atomic<std::uint64_t> written_ = 0;
  std::atomic<bool> ending_ = false;
};

}  // namespace bailey::limits
