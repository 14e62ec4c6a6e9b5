// What a permission check costs, with one rule and with a thousand. Build it in the release preset:
// `cmake --build --preset release --target permission_check_bench`.
//
// To be kept: below 0.3 us for a path, and no more with a thousand rules than with one.
#include <chrono>
#include <cstdlib>
#include <format>
#include <print>
#include <string>
#include <string_view>

#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

constexpr int kCalls = 1'000'000;

// A disk without links that answers at once: the broker's own cost is what counts.
struct PlainPaths : PathResolver {
  Result<std::string> resolve(std::string_view path) const override { return std::string(path); }
  Result<std::string> resolve_entry(std::string_view path) const override {
    return std::string(path);
  }
  Result<std::string> current_directory() const override { return "/home/me/project"; }
  bool is_inherited_pipe(int) const override { return false; }
};

template <class Check>
void measure(std::string_view name, Check check) {
  auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kCalls; ++i) {
    if (!check()) std::abort();
  }
  std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
  std::println("  {:16} {:.3f} us", name, spent.count() / kCalls);
}

FlagValues flags_with(int rules) {
  FlagValues flags{.no_prompt = true};
  flags.read.allow = tests::list({"/home/me/project/data"});
  flags.read.deny = tests::list({"/home/me/project/data/secret"});
  flags.net.allow = tests::list({"*.api.example.com"});
  flags.env.allow = tests::list({"HOME"});
  for (int i = 1; i < rules; ++i) {
    auto padding = std::string(static_cast<std::size_t>(i % 40), 'x');
    flags.read.allow.values.push_back(std::format("/home/me/project/folder{}/{}", i, padding));
    flags.net.allow.values.push_back(std::format("host{}.example.com:443", i));
    flags.env.allow.values.push_back(std::format("VARIABLE{}", i));
  }
  return flags;
}

}  // namespace

void measure_all() {
  PlainPaths paths;
  tests::FakePrograms programs;
  for (int rules : {1, 1000}) {
    auto policy = parse_policy(flags_with(rules), paths, programs).value().policy;
    Broker broker(std::move(policy), {.paths = paths, .programs = programs});
    std::println("{} rules of each kind", rules);
    measure("absolute path", [&] {
      return broker.read("/home/me/project/data/2026/report.csv", "Deno.readTextFile()")
          .has_value();
    });
    measure("relative path",
        [&] { return broker.read("data/2026/report.csv", "Deno.readTextFile()").has_value(); });
    measure("refused path", [&] { return !broker.read("/etc/passwd", "").has_value(); });
    measure("host", [&] { return broker.connect("v1.api.example.com", 443, "").has_value(); });
    measure("variable", [&] { return broker.env("HOME").has_value(); });
  }
}

}  // namespace bailey::permissions

// NOLINTNEXTLINE(bugprone-exception-escape): an exception ends the benchmark, as it should
int main() { bailey::permissions::measure_all(); }
