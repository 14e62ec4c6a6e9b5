// The engine as tests use it: started once in the process, an isolate for each test.
#pragma once

#include <doctest/doctest.h>

#include <memory>

#include "runtime/engine/runtime.h"

namespace bailey::engine {

class IsolateFixture {
 public:
  explicit IsolateFixture(v8::Isolate::CreateParams params = {}) : platform_(started_platform()) {
    platform_.attach(isolate_, loop_);
    params.array_buffer_allocator_shared.reset(v8::ArrayBuffer::Allocator::NewDefaultAllocator());
    v8::Isolate::Initialize(isolate_, params);
    isolate_->Enter();
  }
  IsolateFixture(const IsolateFixture&) = delete;
  IsolateFixture& operator=(const IsolateFixture&) = delete;
  ~IsolateFixture() {
    isolate_->Exit();
    isolate_->Dispose();
    platform_.detach(isolate_);
  }

  v8::Isolate* isolate() { return isolate_; }

 private:
  static js::Platform& started_platform() {
    static js::Platform platform;
    static bool started = start_engine(platform, {}).has_value();
    REQUIRE(started);
    return platform;
  }

  js::Platform& platform_;
  EventLoop loop_;
  v8::Isolate* isolate_ = v8::Isolate::Allocate();
};

}  // namespace bailey::engine
