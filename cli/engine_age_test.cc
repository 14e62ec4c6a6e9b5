#include "cli/engine_age.h"

#include <doctest/doctest.h>

namespace bailey::cli {

using namespace std::chrono_literals;

TEST_SUITE_BEGIN("cli/engine_age");

namespace {

constexpr std::chrono::sys_days kToday = std::chrono::sys_days(2026y / 11 / 21);

EngineFacts example() {
  return {.branch = "13.6",
      .released = "2025-04-29",
      .package = "nodejs 24.21.0-1",
      .fixed = "2026-03-24",
      .fix = "Node.js 24.14.1, CVE-2026-21717",
      .package_fixed = "2026-08-08",
      .package_fix = "24.19.0-1"};
}

}  // namespace

TEST_CASE("the age counts from the day the branch was released") {
  CHECK(engine_age(example(), kToday) == std::chrono::days(571));
  auto unknown = example();
  unknown.released = "";
  CHECK_FALSE(engine_age(unknown, kToday));
  CHECK_FALSE(engine_age(example(), std::chrono::sys_days(2025y / 4 / 28)));
  for (const char* odd : {"2025-13-01", "2025-02-30", "20250429", "2025-04-2x", "2025/04/29"}) {
    unknown.released = odd;
    CHECK_FALSE(engine_age(unknown, kToday));
  }
}

TEST_CASE("the text names the source, the release and the last fix of V8") {
  CHECK(engine_text(example(), kToday) ==
        "v8 13.6 released 2025-04-29, 571 days ago; source nodejs 24.21.0-1\n"
        "last security fix of v8 2026-03-24, 242 days ago (Node.js 24.14.1, CVE-2026-21717)\n");
  CHECK(engine_text(example(), std::chrono::sys_days(2025y / 4 / 30))
          .starts_with("v8 13.6 released 2025-04-29, 1 day ago"));
}

TEST_CASE("what was not told is said not to be known, never made up") {
  auto facts = example();
  facts.fixed = facts.fix = "";
  CHECK(engine_text(facts, kToday)
          .ends_with("last security fix of v8 not told by the package; its own 2026-08-08, "
                     "105 days ago (24.19.0-1)\n"));
  EngineFacts bare;
  bare.branch = "14.9";
  CHECK(engine_text(bare, kToday) ==
        "v8 14.9 released on a day this build does not know\n"
        "last security fix of v8 not known to this build\n");
}

TEST_SUITE_END();

}  // namespace bailey::cli
