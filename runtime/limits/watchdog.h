// The thread that watches what the program and its Workers use of the processor, of memory and of
// time. It needs nothing of those it watches: endless loops and native code cannot keep it off.
#pragma once

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "runtime/limits/limits.h"

namespace bailey::limits {

// Whoever has limits: the program, or one Worker. Called on the watchdog's thread.
class Subject {
 public:
  virtual ~Subject() = default;
  // What it alone has used, in nanoseconds and in bytes.
  virtual std::uint64_t cpu_time() = 0;
  virtual std::uint64_t memory() = 0;
  // Memory is short: what nobody refers to should be given back. Now and then while it is so.
  virtual void on_pressure() = 0;
  // `limit` was passed; again every few milliseconds until it is removed.
  virtual void on_reached(Limit limit, std::uint64_t used) = 0;
};

// Whether the use of a Worker is a part of what the program's own counters show.
enum class Counting : std::uint8_t { Itself, WithParts };

// Thread: any.
class Watchdog {
 public:
  Watchdog() = default;
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  // Ends the thread and waits for that.
  ~Watchdog();

  // Watches from now on; the thread starts with the first subject. `subject` must outlive its
  // removal; what it uses counts for `parent` too, which must be watched already. `started` is when
  // its time began. Error when the system has no thread to give.
  Result<> add(Subject& subject, const Limits& limits, Counting counting, const Subject* parent,
      std::chrono::steady_clock::time_point started);
  // Nothing of `subject` is called once this returns; its parent keeps what it used of time.
  void remove(const Subject& subject);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Subject* subject;
    Limits limits;
    Counting counting;
    const Subject* parent;
    Clock::time_point started;
    std::uint64_t cpu_of_ended = 0;  // of its parts that are no more
    std::optional<Clock::time_point> over_since = std::nullopt;
    Clock::time_point relieved = {};
    std::uint64_t used_when_relieved = 0;
    std::optional<Limit> reached = std::nullopt;
    std::uint64_t used_then = 0;
  };

  static void* run_thread(void* watchdog);
  void run();
  Entry* find(const Subject* subject);
  std::uint64_t cpu_of(Entry& entry);
  std::uint64_t memory_of(Entry& entry);
  std::chrono::nanoseconds look_at(Entry& entry, Clock::time_point now);
  std::chrono::nanoseconds look_at_memory(Entry& entry, std::uint64_t limit, Clock::time_point now);
  void relieve(Entry& entry);
  void reach(Entry& entry, Limit limit, std::uint64_t used);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Entry>> entries_;
  std::optional<pthread_t> thread_;
  bool ending_ = false;
};

}  // namespace bailey::limits
