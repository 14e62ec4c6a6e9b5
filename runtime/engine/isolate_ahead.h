// The isolate of a worker that is not known yet, made while nobody waits for it.
#pragma once

#include <v8.h>

#include <memory>

#include "runtime/event_loop/event_loop.h"
#include "runtime/js/platform.h"
#include "runtime/workers/waiting_threads.h"

namespace bailey::engine {

// For a worker without limits, whose heap has no bound of its own. Belongs to the worker's thread.
class IsolateAhead final : public workers::Headstart {
 public:
  // Null when the process has no descriptors left for its loop. `platform` must outlive it.
  static std::unique_ptr<IsolateAhead> make(js::Platform& platform);
  IsolateAhead(const IsolateAhead&) = delete;
  IsolateAhead& operator=(const IsolateAhead&) = delete;
  ~IsolateAhead() override;

  // Outlives the isolate.
  EventLoop& loop() { return *loop_; }
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator() const { return allocator_; }
  // The isolate, from now on the caller's, attached to the platform. Nobody has entered it.
  v8::Isolate* take();
  // Its context, once.
  v8::Local<v8::Context> context();

 private:
  IsolateAhead(js::Platform& platform, std::unique_ptr<EventLoop> loop);

  js::Platform& platform_;
  std::unique_ptr<EventLoop> loop_;
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator_;
  v8::Isolate* isolate_;
  v8::Global<v8::Context> context_;
  bool is_taken_ = false;
};

}  // namespace bailey::engine
