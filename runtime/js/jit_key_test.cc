#include "runtime/js/jit_key.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>
#include <vector>

namespace bailey::js {

TEST_SUITE_BEGIN("runtime/js/jit_key");

namespace {

#ifdef SEGV_PKUERR
// Lets this thread write for as long as it lives, as V8 does while it writes code.
class Writing {
 public:
  explicit Writing(const JitKey& key) : key_(key) { ::pkey_set(key.Pkey(), 0); }
  ~Writing() { key_.forbid_writing(); }

 private:
  const JitKey& key_;
};

// Whether a write to `at` stops a process because of its key, and only because of that.
bool key_stops_write(char* at) {
  pid_t child = ::fork();
  if (child == 0) {
    struct sigaction action{};
    action.sa_flags = SA_SIGINFO;
    action.sa_sigaction = [](int, siginfo_t* info, void*) {
      ::_exit(info->si_code == SEGV_PKUERR ? 1 : 2);
    };
    ::sigaction(SIGSEGV, &action, nullptr);
    *const_cast<volatile char*>(at) = 1;
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) != 2);
  return WEXITSTATUS(status) == 1;
}
#endif

}  // namespace

TEST_CASE("without keys there is no allocator, and V8 does without") {
  int key = ::pkey_alloc(0, 0);
  if (key >= 0) ::pkey_free(key);
  if (key < 0) CHECK(JitKey::make() == nullptr);
}

#ifdef SEGV_PKUERR
TEST_CASE("memory of the key is read by all and written by who may") {
  auto key = JitKey::make();
  if (key == nullptr) {
    MESSAGE("skipped: no protection keys here");
    return;
  }
  char* block = nullptr;
  {
    Writing writing(*key);
    block = static_cast<char*>(key->Allocate(40));
    *block = 7;
    CHECK_FALSE(key_stops_write(block));
  }
  CHECK(*block == 7);
  CHECK(key_stops_write(block));
  // A thread has the rights of who made it, until it gives them up.
  Writing writing(*key);
  std::thread([&] {
    CHECK_FALSE(key_stops_write(block));
    key->forbid_writing();
    CHECK(key_stops_write(block));
    CHECK(*block == 7);
  }).join();
}

TEST_CASE("blocks of the key do not overlap, and are used again") {
  auto key = JitKey::make();
  if (key == nullptr) {
    MESSAGE("skipped: no protection keys here");
    return;
  }
  Writing writing(*key);
  std::vector<std::pair<char*, std::size_t>> blocks;
  for (std::size_t size = 0; size < 300; ++size) {
    auto* block = static_cast<char*>(key->Allocate(size));
    REQUIRE(block != nullptr);
    CHECK(reinterpret_cast<std::uintptr_t>(block) % 16 == 0);
    for (std::size_t i = 0; i < size; ++i) block[i] = static_cast<char>(size);
    blocks.emplace_back(block, size);
  }
  std::set<char*> seen;
  for (auto [block, size] : blocks) {
    seen.insert(block);
    for (std::size_t i = 0; i < size; ++i) REQUIRE(block[i] == static_cast<char>(size));
    key->Free(block);
  }
  CHECK(seen.size() == blocks.size());
  for (std::size_t size = 0; size < 300; ++size)
    CHECK(seen.contains(static_cast<char*>(key->Allocate(size))));
  CHECK(key->Allocate(10'000) == nullptr);
  key->Free(nullptr);
}
#endif

TEST_SUITE_END();

}  // namespace bailey::js
