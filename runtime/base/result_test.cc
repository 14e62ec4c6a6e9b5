#include "runtime/base/result.h"

#include <doctest/doctest.h>

namespace bailey {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(ErrorClass::RangeError, "odd");
  return number / 2;
}

Result<int> quarter(int number) { return BAILEY_TRY(half(BAILEY_TRY(half(number)))); }

TEST_SUITE_BEGIN("base/result");

TEST_CASE("BAILEY_TRY yields the value or leaves with the error") {
  CHECK(quarter(8).value() == 2);
  CHECK(quarter(6).error().message == "odd");
  CHECK(quarter(6).error().error_class == ErrorClass::RangeError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey
