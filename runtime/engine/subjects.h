// What the watchdog watches: the program's isolate and those of its Workers.
#pragma once

#include <time.h>
#include <v8.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "runtime/limits/process_memory.h"
#include "runtime/limits/program_limits.h"
#include "runtime/limits/watchdog.h"

namespace bailey::engine {

// The program as a whole, all its threads. At a limit it ends, with script's own account of where
// it was if it gives one soon.
class ProgramSubject final : public limits::Subject {
 public:
  // `isolate` is the main one's. Both must outlive it; `memory` may be null without that limit.
  ProgramSubject(v8::Isolate* isolate, limits::ProgramLimits& limits,
      std::unique_ptr<limits::ProcessMemory> memory)
      : isolate_(isolate), limits_(limits), memory_(std::move(memory)) {}

  std::uint64_t cpu_time() override;
  std::uint64_t memory() override;
  void on_pressure() override;
  void on_reached(limits::Limit limit, std::uint64_t used) override;

  // On the isolate's thread: the heap is full. Ends the program as soon as script can tell where it
  // was; at once when it is called again before that.
  void on_heap_full();
  // On the isolate's thread: a buffer of `size` bytes is too much.
  [[noreturn]] void on_buffer_refused(std::size_t size);

 private:
  static void testify(v8::Isolate* isolate, void* subject);
  std::string memory_text(std::string reason);

  v8::Isolate* isolate_;
  limits::ProgramLimits& limits_;
  std::unique_ptr<limits::ProcessMemory> memory_;
  std::mutex mutex_;
  std::optional<limits::Limit> reached_;
  std::string used_;
};

// One Worker: its thread's time, its heap and its buffers.
class WorkerSubject final : public limits::Subject {
 public:
  using OnReached = std::function<void(limits::Limit limit, std::uint64_t used)>;

  // Made on the worker's thread. `on_reached` is called on the watchdog's.
  WorkerSubject(std::shared_ptr<limits::BufferMeter> buffers, OnReached on_reached);

  // From now on until it is removed from the watchdog; the subject must outlive the isolate.
  void watch(v8::Isolate* isolate) { isolate_ = isolate; }

  std::uint64_t cpu_time() override;
  std::uint64_t memory() override;
  void on_pressure() override;
  void on_reached(limits::Limit limit, std::uint64_t used) override { on_reached_(limit, used); }

 private:
  static void measure(v8::Isolate* isolate, void* subject);

  v8::Isolate* isolate_ = nullptr;
  std::shared_ptr<limits::BufferMeter> buffers_;
  OnReached on_reached_;
  clockid_t clock_ = 0;
  std::atomic<bool> asked_ = false;
  std::atomic<std::uint64_t> measured_ = 0;
};

}  // namespace bailey::engine
