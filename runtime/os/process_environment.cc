#include "runtime/os/process_environment.h"

#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace bailey::os {
namespace {

constexpr std::array<std::string_view, 2> kOwn = {"PATH", "TMPDIR"};

// Read at their first use, by the C library, ICU, OpenSSL, libuv, the sanitizers and the console.
constexpr std::array<std::string_view, 14> kLibraries = {"TZ", "LANG", "LANGUAGE", "NO_COLOR",
    "FORCE_COLOR", "RES_OPTIONS", "LOCALDOMAIN", "OPENSSL_CONF", "OPENSSL_MODULES",
    "UV_THREADPOOL_SIZE", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"};

bool is_read_late(std::string_view name) {
  return name.starts_with("LC_") || std::ranges::contains(kLibraries, name);
}

}  // namespace

void forget_variables(
    Environment& environment, const std::function<bool(std::string_view name)>& keeps) {
  environment.forget(
      [&](std::string_view name) { return keeps(name) || std::ranges::contains(kOwn, name); });
  char** kept = environ;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view text(*entry);
    auto name = text.substr(0, text.find('='));
    if (keeps(name) || is_read_late(name)) {
      *kept++ = *entry;
    } else {
      // SECURITY: not only the pointer goes; tests/spec/sandbox/environment.
      ::explicit_bzero(*entry, text.size());
    }
  }
  *kept = nullptr;
}

}  // namespace bailey::os
