// The order of flags never matters: tried on many random command lines, the same on every run.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <format>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args/parse.h"

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/order");

constexpr std::array<std::string_view, kPermissionKinds> kKinds = {
    "read", "write", "net", "env", "sys", "run", "ffi", "import"};
constexpr std::array<std::string_view, 4> kValues = {"", "=a", "=b,c", "=a,d"};

std::vector<std::string> random_flags(std::mt19937& random) {
  auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  std::vector<std::string> flags;
  for (std::size_t i = below(9); i > 0; --i) {
    std::string_view use = below(2) == 0 ? "allow" : "deny";
    flags.push_back(std::format(
        "--{}-{}{}", use, kKinds[below(kKinds.size())], kValues[below(kValues.size())]));
  }
  for (std::string_view flag : {"-A", "--ignore-env", "--ignore-env=X", "--no-prompt"})
    if (below(4) == 0) flags.emplace_back(flag);
  return flags;
}

// nullopt where the flags contradict each other, as -A and --allow-read do.
std::optional<PermissionOptions> permissions_of(const std::vector<std::string>& flags) {
  std::vector<const char*> words = {"bailey", "run"};
  for (const std::string& flag : flags) words.push_back(flag.c_str());
  words.push_back("main.ts");
  auto line = parse(words);
  if (!line) return std::nullopt;
  return line->permissions;
}

std::vector<std::string> sorted(std::vector<std::string> values) {
  std::ranges::sort(values);
  return values;
}

TEST_CASE("the order of permission flags on the command line never matters") {
  std::mt19937 random(1);
  int compared = 0;
  for (int round = 0; round < 1000; ++round) {
    auto flags = random_flags(random);
    auto first = permissions_of(flags);
    std::ranges::shuffle(flags, random);
    auto second = permissions_of(flags);
    CHECK_EQ(first.has_value(), second.has_value());
    if (!first || !second) continue;
    ++compared;
    CHECK_EQ(first->allow_all, second->allow_all);
    CHECK_EQ(first->no_prompt, second->no_prompt);
    for (std::size_t kind = 0; kind < kPermissionKinds; ++kind) {
      CAPTURE(kKinds[kind]);
      for (auto list : {&KindRules::allow, &KindRules::deny, &KindRules::ignore}) {
        const AccessList& one = first->kinds[kind].*list;
        const AccessList& other = second->kinds[kind].*list;
        CHECK_EQ(one.scope, other.scope);
        CHECK_EQ(sorted(one.entries), sorted(other.entries));
      }
    }
  }
  CHECK(compared > 500);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
