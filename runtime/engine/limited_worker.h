// A Worker under limits: its own, and those of whoever started it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "runtime/engine/runtime.h"
#include "runtime/limits/watchdog.h"
#include "runtime/workers/worker.h"

namespace bailey::engine {

// Made and used on the worker's thread, before its Runtime, which it must outlive.
class LimitedWorker {
 public:
  // All must outlive it. The worker's time begins.
  LimitedWorker(
      limits::Watchdog& watchdog, const workers::WorkerStart& start, workers::WorkerLink& link);
  LimitedWorker(const LimitedWorker&) = delete;
  LimitedWorker& operator=(const LimitedWorker&) = delete;
  ~LimitedWorker() { leave(); }

  // For RuntimeOptions::worker_memory.
  std::optional<WorkerMemory> memory();
  // From now on until leave(). Nothing happens where nobody has limits.
  Result<> watch(Runtime& runtime);
  void leave();

 private:
  void on_reached(limits::Limit limit, std::uint64_t used);

  limits::Watchdog& watchdog_;
  workers::WorkerLink& link_;
  limits::Limits limits_;
  const limits::Subject* parent_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::shared_ptr<limits::BufferMeter> buffers_;
  Runtime* runtime_ = nullptr;
  std::optional<WorkerSubject> subject_;
};

}  // namespace bailey::engine
