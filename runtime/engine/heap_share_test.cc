#include "runtime/engine/heap_share.h"

#include <doctest/doctest.h>

#include <memory>

#include "runtime/engine/runtime.h"

namespace bailey::engine {
namespace {

constexpr std::uint64_t kRoom = std::uint64_t{64} << 20;

// An isolate of its own, whose script can be stopped.
class ScriptFixture {
 public:
  ScriptFixture() {
    static js::Platform platform;
    static bool started = start_engine(platform, {}).has_value();
    REQUIRE(started);
    platform_ = &platform;
    isolate_ = v8::Isolate::Allocate();
    platform.attach(isolate_, loop_);
    v8::Isolate::CreateParams params;
    params.array_buffer_allocator_shared.reset(v8::ArrayBuffer::Allocator::NewDefaultAllocator());
    v8::Isolate::Initialize(isolate_, params);
    isolate_->Enter();
  }
  ~ScriptFixture() {
    isolate_->Exit();
    isolate_->Dispose();
    platform_->detach(isolate_);
  }

  // Whether `text` ran to its end.
  bool run(const char* text) {
    v8::HandleScope handles(isolate_);
    auto context = v8::Context::New(isolate_);
    v8::Context::Scope entered(context);
    auto source = v8::String::NewFromUtf8(isolate_, text).ToLocalChecked();
    bool ended = !v8::Script::Compile(context, source).ToLocalChecked()->Run(context).IsEmpty();
    isolate_->CancelTerminateExecution();
    return ended;
  }

  v8::Isolate* isolate() { return isolate_; }

 private:
  js::Platform* platform_ = nullptr;
  EventLoop loop_;
  v8::Isolate* isolate_ = nullptr;
};

TEST_SUITE_BEGIN("engine/heap_share");

TEST_CASE_FIXTURE(ScriptFixture, "a heap that grows without end is stopped when the room is full") {
  limits::HeapRoom room(kRoom);
  HeapShare share(room, isolate(), [this] { isolate()->TerminateExecution(); });
  CHECK_FALSE(run("const kept = []; for (;;) kept.push(new Array(1000).fill(0.5));"));
  CHECK_FALSE(room.has_place());
  share.leave();
}

TEST_CASE_FIXTURE(ScriptFixture, "garbage fills no room") {
  limits::HeapRoom room(kRoom);
  HeapShare share(room, isolate(), [this] { isolate()->TerminateExecution(); });
  CHECK(run("for (let i = 0; i < 20000; i++) new Array(1000).fill(0.5);"));
  CHECK(room.has_place());
  share.leave();
}

TEST_CASE_FIXTURE(ScriptFixture, "a heap gives its room back with itself") {
  limits::HeapRoom room(limits::HeapRoom::kNewHeap);
  {
    HeapShare share(room, isolate(), nullptr);
    CHECK_FALSE(room.has_place());
    share.leave();
    CHECK_FALSE(room.has_place());
  }
  CHECK(room.has_place());
}

}  // namespace
}  // namespace bailey::engine
