#include "permissions/broker.h"

#include <doctest/doctest.h>

#include "tests/support/fake_paths.h"

namespace bailey::permissions {
namespace {

TEST_SUITE_BEGIN("permissions/broker");

TEST_CASE("without any flag nothing is granted") {
  tests::FakePaths paths;
  tests::FakePrograms programs;
  Broker broker(Policy{}, paths, programs);
  auto grant = broker.read("x", "Deno.readTextFile()");
  REQUIRE_FALSE(grant.has_value());
  CHECK(grant.error().error_class == ErrorClass::NotCapable);
  CHECK(grant.error().message ==
        "Requires read access to \"x\", run again with the --allow-read flag");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
