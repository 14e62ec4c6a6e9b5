#include "runtime/engine/heap_share.h"

#include <doctest/doctest.h>

#include "runtime/engine/engine_for_tests.h"

namespace bailey::engine {
namespace {

constexpr std::uint64_t kRoom = std::uint64_t{64} << 20;

class ScriptFixture : public IsolateFixture {
 public:
  // Whether `text` ran to its end.
  bool run(const char* text) {
    v8::HandleScope handles(isolate());
    auto context = v8::Context::New(isolate());
    v8::Context::Scope entered(context);
    auto source = v8::String::NewFromUtf8(isolate(), text).ToLocalChecked();
    bool ended = !v8::Script::Compile(context, source).ToLocalChecked()->Run(context).IsEmpty();
    isolate()->CancelTerminateExecution();
    return ended;
  }
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
