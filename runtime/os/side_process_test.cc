#include "runtime/os/side_process.h"

#include <doctest/doctest.h>

#include <string>

namespace bailey::os {
namespace {

TEST_SUITE_BEGIN("runtime/os/side_process");

TEST_CASE("a side process does its work with what it is sent, and tells how that went") {
  auto work = [](std::string_view text) -> Result<> {
    if (text == std::string(100'000, 'x')) return {};
    return fail(ErrorClass::Error, "not that: " + std::string(text));
  };
  CHECK(SideProcess::start(work).value().ask(std::string(100'000, 'x')).has_value());
  CHECK(SideProcess::start(work).value().ask("y").error().message == "not that: y");
  CHECK(SideProcess::start(work).value().ask("").error().message == "not that: ");
}

TEST_CASE("a side process that died is no success") {
  auto side = SideProcess::start([](std::string_view) -> Result<> { ::_exit(1); }).value();
  CHECK(side.ask("x").error().message == "the process that was to do it is gone");
}

TEST_CASE("a side process that nobody asks ends by itself") {
  // Without that, this test would leave a process that holds the runner's pipes.
  auto side = SideProcess::start([](std::string_view) -> Result<> { return {}; });
  CHECK(side.has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
