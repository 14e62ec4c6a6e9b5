// The v8::Platform of bailey: worker threads start when V8 first needs one, so that a short
// program pays for none, and there are none when the kernel wall is built.
#pragma once

#include <v8-platform.h>

#include <memory>
#include <mutex>
#include <unordered_map>

#include "runtime/event_loop/event_loop.h"
#include "runtime/event_loop/thread_gate.h"
#include "runtime/js/jit_key.h"
#include "runtime/js/worker_pool.h"

namespace bailey::js {

class ForegroundRunner;

// One per process; must outlive every isolate. Thread: any, unless said otherwise.
class Platform final : public v8::Platform {
 public:
  Platform();
  // Until `gate` opens, V8's background tasks wait, unless start_threads() is called.
  explicit Platform(ThreadGate& gate);
  ~Platform() override;

  // Runs background tasks although the gate is closed, for work that is worth it.
  void start_threads() { pool_.start(); }
  // Until the gate opens there are no threads again. Returns when the last has ended.
  void stop_threads() { pool_.stop(); }

  // Foreground tasks of `isolate` run on `loop` from now on. Call before v8::Isolate::Initialize.
  void attach(v8::Isolate* isolate, EventLoop& loop);
  // Drops what is still queued for `isolate`. Call after Dispose(), which may still ask for them.
  void detach(v8::Isolate* isolate);

  int NumberOfWorkerThreads() override;
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(
      v8::Isolate* isolate, v8::TaskPriority priority) override;
  double MonotonicallyIncreasingTime() override;
  double CurrentClockTimeMillis() override;
  v8::TracingController* GetTracingController() override;
  v8::ThreadIsolatedAllocator* GetThreadIsolatedAllocator() override;

 protected:
  std::unique_ptr<v8::JobHandle> CreateJobImpl(v8::TaskPriority priority,
      std::unique_ptr<v8::JobTask> task, const v8::SourceLocation& location) override;
  void PostTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task,
      const v8::SourceLocation& location) override;
  void PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task,
      double delay_in_seconds, const v8::SourceLocation& location) override;

 private:
  int thread_count_;
  std::unique_ptr<JitKey> jit_key_;  // made before any thread
  std::unique_ptr<v8::TracingController> tracing_;
  std::shared_ptr<ForegroundRunner> closed_;  // for isolates that are not attached
  std::mutex runners_mutex_;
  std::unordered_map<v8::Isolate*, std::shared_ptr<ForegroundRunner>> runners_;
  WorkerPool pool_;  // last: until its threads have ended they ask for the other members
};

}  // namespace bailey::js
