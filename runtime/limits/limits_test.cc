#include "runtime/limits/limits.h"

#include <doctest/doctest.h>

#include <set>

namespace bailey::limits {
namespace {

std::uint64_t value_of(Limit limit, std::string_view text) {
  auto value = parse(limit, text);
  REQUIRE_MESSAGE(value.has_value(), text);
  return *value;
}

TEST_SUITE_BEGIN("runtime/limits/limits");

TEST_CASE("sizes are written with units of ten and of two") {
  CHECK(value_of(Limit::Memory, "64MB") == 64'000'000);
  CHECK(value_of(Limit::Memory, "64MiB") == std::uint64_t{64} << 20);
  CHECK(value_of(Limit::Memory, "1GiB") == std::uint64_t{1} << 30);
  CHECK(value_of(Limit::Memory, "1.5GB") == 1'500'000'000);
  CHECK(value_of(Limit::Write, "0B") == 0);
  CHECK(value_of(Limit::Write, "10KB") == 10'000);
}

TEST_CASE("durations are written with their unit") {
  CHECK(value_of(Limit::Time, "500ms") == 500'000'000);
  CHECK(value_of(Limit::Time, "10s") == 10'000'000'000);
  CHECK(value_of(Limit::CpuTime, "1m") == 60'000'000'000);
  CHECK(value_of(Limit::CpuTime, "0.5s") == 500'000'000);
  CHECK(value_of(Limit::CpuTime, "2h") == 7'200'000'000'000);
}

TEST_CASE("a value without its unit, or with another, is refused and says what was expected") {
  for (std::string_view text : {"", "64", "MB", "64 MB", "64mb", "-64MB", "64MBs", "6.4.1MB", ".MB",
           "1e9MB", "64s", "0x40MB", "NaNMB"}) {
    CAPTURE(text);
    auto value = parse(Limit::Memory, text);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().message ==
          "expected a size such as 64MB or 1GiB, not '" + std::string(text) + "'");
  }
  for (std::string_view text : {"", "10", "s", "10sec", "-1s", "10MB", "1d"})
    CHECK_FALSE(parse(Limit::Time, text).has_value());
  for (std::string_view text : {"", "-1", "1.5", "4294967296", "ten", "1KB"})
    CHECK_FALSE(parse(Limit::OpenFiles, text).has_value());
}

TEST_CASE("a value that is too large to be counted is refused as that") {
  for (auto [limit, text] : {std::pair{Limit::Memory, "99999999999TB"},
           std::pair{Limit::Time, "9999999999h"}, std::pair{Limit::OpenFiles, "4294967296"}}) {
    CAPTURE(text);
    auto value = parse(limit, text);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().message == "'" + std::string(text) + "' is more than can be counted");
  }
}

TEST_CASE("less memory than bailey needs, and no time at all, are refused") {
  CHECK(parse(Limit::Memory, "1MB").error().message ==
        "expected at least 32MB, which bailey itself needs, not '1MB'");
  CHECK_FALSE(parse(Limit::Time, "0s").has_value());
}

TEST_CASE("an amount reads as it was written, a measurement is rounded") {
  for (std::string_view text : {"64MB", "1GiB", "1536MiB", "100KB"})
    CHECK(written(Limit::Memory, value_of(Limit::Write, text)) == text);
  CHECK(written(Limit::Time, value_of(Limit::Time, "90s")) == "90s");
  CHECK(written(Limit::Time, value_of(Limit::Time, "60s")) == "1m");
  CHECK(written(Limit::OpenFiles, 3) == "3");
  CHECK(measured(Limit::Memory, 67'123'456) == "67.1MB");
  CHECK(measured(Limit::Memory, 7) == "7B");
  CHECK(measured(Limit::Time, 2'034'000'000) == "2.03s");
}

TEST_CASE("flags win over the config, and a part is never more than the whole") {
  Limits flags;
  flags.set(Limit::Memory, 5);
  Limits config;
  config.set(Limit::Memory, 7);
  config.set(Limit::Time, 9);
  flags.fill_from(config);
  CHECK(flags[Limit::Memory] == 5);
  CHECK(flags[Limit::Time] == 9);
  Limits part;
  part.set(Limit::Memory, 8);
  part.set(Limit::CpuTime, 2);
  part.cap_by(flags);
  CHECK(part[Limit::Memory] == 5);
  CHECK(part[Limit::Time] == 9);
  CHECK(part[Limit::CpuTime] == 2);
  CHECK_FALSE(Limits().any());
  CHECK(part.any());
}

TEST_CASE("every limit has its own exit code, and a message that names it and its value") {
  std::set<int> codes;
  for (std::size_t i = 0; i < kLimits; ++i) codes.insert(names(static_cast<Limit>(i)).exit_code);
  CHECK(codes == std::set{91, 92, 93, 94, 95, 96});
  CHECK(limit_message(Limit::Memory, 64'000'000, "The program", "70MB in use") ==
        "The program used more memory than allowed: --max-memory=64MB; 70MB in use");
  CHECK(limit_message(Limit::CpuTime, 2'000'000'000, "The worker", "") ==
        "The worker used more CPU time than allowed: cpuTime=2s");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::limits
