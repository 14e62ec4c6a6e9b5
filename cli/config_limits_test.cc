#include "cli/config_limits.h"

#include <doctest/doctest.h>

namespace bailey::cli {
namespace {

Result<limits::Limits> read(std::string_view text) {
  auto config = loader::Config::parse("/a/deno.json", text);
  REQUIRE(config);
  return config_limits(*config);
}

void check_refused(std::string_view text, std::string_view cause, int column) {
  auto limits = read(text);
  REQUIRE_FALSE(limits.has_value());
  CHECK(limits.error().message ==
        "Invalid limits in config file 'file:///a/deno.json'.\n\nCaused by:\n    " +
            std::string(cause) + "\n    at file:///a/deno.json:1:" + std::to_string(column));
}

TEST_SUITE_BEGIN("cli/config_limits");

TEST_CASE("limits are read as the flags write them, counts as numbers") {
  using limits::Limit;
  auto limits = read(R"({"limits": {"memory": "64MB", "cpuTime": "1s", "time": "1m",
      "openFiles": 8, "subprocesses": 0, "write": "1KB"}})");
  REQUIRE(limits);
  CHECK((*limits)[Limit::Memory] == 64'000'000);
  CHECK((*limits)[Limit::CpuTime] == 1'000'000'000);
  CHECK((*limits)[Limit::Time] == 60'000'000'000);
  CHECK((*limits)[Limit::OpenFiles] == 8);
  CHECK((*limits)[Limit::Subprocesses] == 0);
  CHECK((*limits)[Limit::Write] == 1000);
  CHECK_FALSE(read("{}")->any());
}

TEST_CASE("what is no limit is refused with its place in the file") {
  check_refused(R"({"limits": []})", "limits: invalid type: sequence, expected an object", 12);
  check_refused(R"({"limits": {"memory": "64"}})",
      "limits.memory: expected a size such as 64MB or 1GiB, not '64'", 23);
  check_refused(R"({"limits": {"memory": 64}})",
      "limits.memory: invalid type: integer `64`, expected a string", 23);
  check_refused(R"({"limits": {"openFiles": -1}})",
      "limits.openFiles: expected a whole number, not '-1'", 26);
  check_refused(R"({"limits": {"openFiles": "8"}})",
      "limits.openFiles: invalid type: string \"8\", expected a whole number", 26);
  check_refused(R"({"limits": {"heap": "1GB"}})",
      "limits.heap: unknown limit, expected one of \"memory\", \"cpuTime\", \"time\", "
      "\"openFiles\", \"subprocesses\", \"write\"",
      21);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
