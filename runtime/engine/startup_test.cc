#include "runtime/engine/startup.h"

#include <doctest/doctest.h>

namespace bailey::engine {
namespace {

#ifdef V8_ENABLE_SANDBOX
constexpr bool kOwnEngine = true;
#else
constexpr bool kOwnEngine = false;
#endif

// SECURITY: with a seed that is in the snapshot, whoever has the program can choose keys that
// collide. SECURITY.md says where that is so.
TEST_CASE("with an engine of our own every process draws the seed of its hashes") {
  for (Scope scope : {Scope::Window, Scope::Worker}) {
    v8::Isolate::CreateParams params;
    use_snapshot(params, scope);
    CHECK(params.snapshot_blob->CanBeRehashed() == kOwnEngine);
  }
}

}  // namespace
}  // namespace bailey::engine
