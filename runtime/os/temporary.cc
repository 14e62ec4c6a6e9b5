#include "runtime/os/temporary.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <format>

#include "runtime/base/os_error.h"
#include "runtime/os/open_granted.h"
#include "runtime/os/quoted.h"

namespace bailey::os {
namespace {

constexpr int kAttempts = 64;

// SECURITY: the grant covers the folder alone. runtime/os/temporary_test.cc,
// tests/js/deno/scoped_access_test.js.
Result<> check_part(const std::string& part) {
  using std::string_view_literals::operator""sv;
  std::size_t bad = part.find_first_of("/\\\0"sv);
  if (bad == std::string::npos) return {};
  return fail(
      ErrorClass::Error, "Invalid character in prefix or suffix: " + quoted(part.substr(bad, 1)));
}

// Tries names until `make(folder fd, name)` finds one free; `action` is for messages.
template <class Make>
Result<std::string> make_named(const permissions::WriteGrant& folder, const TemporaryName& name,
    std::string_view action, Make make) {
  BAILEY_TRY(check_part(name.prefix));
  BAILEY_TRY(check_part(name.suffix));
  auto fd = BAILEY_TRY(internal::open_directory(folder.resolved(), folder.links(), action));
  for (int attempt = 0;; ++attempt) {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) return os_failure(errno, action);
    auto full = std::format("{}{:x}{}", name.prefix, random, name.suffix);
    if (make(fd.get(), full.c_str())) {
      const std::string& shown = folder.as_written();
      return shown.ends_with('/') ? shown + full : shown + '/' + full;
    }
    if (errno != EEXIST || attempt == kAttempts) return os_failure(errno, action);
  }
}

}  // namespace

Result<std::string> make_temporary_file(
    const permissions::WriteGrant& folder, const TemporaryName& name) {
  return make_named(folder, name, "tmpfile", [](int parent, const char* full) {
    constexpr int kFlags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    return bool(OwnedFd(::openat(parent, full, kFlags, 0600)));
  });
}

Result<std::string> make_temporary_directory(
    const permissions::WriteGrant& folder, const TemporaryName& name) {
  return make_named(folder, name, "tmpdir",
      [](int parent, const char* full) { return ::mkdirat(parent, full, 0700) == 0; });
}

}  // namespace bailey::os
