#include "runtime/os/process_environment.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>

#include "tests/support/host_authority.h"

namespace bailey::os {
namespace {

TEST_SUITE_BEGIN("runtime/os/process_environment");

// A process's environment as the kernel lays it out, in place of the real one.
class FakeProcess {
 public:
  FakeProcess() {
    std::string_view entries[] = {"SECRET=hunter2", "KEPT=value", "TZ=UTC", "PATH=/bin", "LC_ALL=C",
        "SECRETIVE=more", "TMPDIR=/var/tmp"};
    std::size_t at = 0;
    for (std::size_t i = 0; i < std::size(entries); ++i) {
      pointers_[i] = block_.data() + at;
      entries[i].copy(pointers_[i], entries[i].size());
      at += entries[i].size() + 1;
    }
    environment_.emplace(pointers_.data());
    real_ = environ;
    environ = pointers_.data();
  }
  FakeProcess(const FakeProcess&) = delete;
  FakeProcess& operator=(const FakeProcess&) = delete;
  ~FakeProcess() { environ = real_; }

  Environment& environment() { return *environment_; }
  bool holds(std::string_view text) const {
    return std::string_view(block_.data(), block_.size()).contains(text);
  }

 private:
  std::array<char, 256> block_{};
  std::array<char*, 8> pointers_{};
  std::optional<Environment> environment_;
  char** real_ = nullptr;
};

TEST_CASE("what was not granted is overwritten where the kernel put it, name and value") {
  FakeProcess process;
  CHECK(process.holds("hunter2"));
  forget_variables(process.environment(), [](std::string_view name) { return name == "KEPT"; });
  for (const char* gone : {"SECRET", "hunter2", "SECRETIVE", "more", "/var/tmp"})
    CHECK_FALSE(process.holds(gone));
  CHECK(process.holds("KEPT=value"));
  std::string left;
  for (char** entry = environ; *entry != nullptr; ++entry) left += std::string(*entry) + " ";
  CHECK(left == "KEPT=value TZ=UTC LC_ALL=C ");
}

TEST_CASE("of bailey's own copy what was granted stays, and what it uses itself") {
  FakeProcess process;
  forget_variables(process.environment(), [](std::string_view name) { return name == "KEPT"; });
  auto has = [&](const char* name) {
    return process.environment().has(tests::host_authority().env(name)).value();
  };
  for (const char* kept : {"KEPT", "PATH", "TMPDIR"}) CHECK(has(kept));
  for (const char* gone : {"SECRET", "SECRETIVE", "TZ", "LC_ALL"}) CHECK_FALSE(has(gone));
  CHECK(process.environment().temporary_folder() == "/var/tmp");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
