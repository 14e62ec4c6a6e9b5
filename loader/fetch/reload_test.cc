#include "loader/fetch/reload.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/fetch/reload");

TEST_CASE("a reload is of everything, of a module, or of what lies below a URL") {
  CHECK_FALSE(Reload{}.covers("https://e.com/a.js"));
  CHECK(Reload{.all = true}.covers("https://e.com/a.js"));
  Reload some{.below = {"https://e.com/std", "https://f.com", "https://g.com/a.js?x"}};
  CHECK(some.covers("https://e.com/std/path/mod.ts?q#f"));
  CHECK(some.covers("https://e.com/std"));
  CHECK_FALSE(some.covers("https://e.com/stdx/mod.ts"));
  CHECK(some.covers("https://f.com/anything"));
  CHECK_FALSE(some.covers("https://f.com.evil.org/x"));
  CHECK(some.covers("https://g.com/a.js?x"));
  CHECK_FALSE(some.covers("https://g.com/a.js"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
