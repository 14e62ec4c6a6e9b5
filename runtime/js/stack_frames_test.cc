#include "runtime/js/stack_frames.h"

#include <doctest/doctest.h>

namespace bailey::js {
namespace {

std::string text_of(const std::optional<Place>& place) {
  if (!place) return "none";
  return place->url + "|" + std::to_string(place->line) + "|" + std::to_string(place->column);
}

// `text` with "<" where a style begins and ">" where it ends.
std::string shown(std::string_view text) {
  std::string plain;
  bool is_styled = false;
  while (!text.empty()) {
    if (!text.starts_with("\x1b[")) {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    bool resets = text.starts_with("\x1b[0m");
    if (is_styled == resets) {
      plain += resets ? '>' : '<';
      is_styled = !resets;
    }
    text.remove_prefix(text.find('m') + 1);
  }
  return plain;
}

TEST_SUITE_BEGIN("runtime/js/stack_frames");

TEST_CASE("a frame's place is found whatever surrounds it") {
  CHECK(text_of(first_place("    at file:///a.js:1:2")) == "file:///a.js|1|2");
  CHECK(text_of(first_place("    at f (file:///a.js:1:2)")) == "file:///a.js|1|2");
  CHECK(text_of(first_place("    at async Object.f [as g] (https://x:8/a.js:10:20)")) ==
        "https://x:8/a.js|10|20");
  CHECK(text_of(first_place("    at data:text/javascript,f (1):1:2")) ==
        "data:text/javascript,f (1)|1|2");
  CHECK(text_of(first_place("    at file:///a b(c).js:1:2")) == "file:///a b(c).js|1|2");
}

TEST_CASE("frames of the runtime, of eval and of nothing are passed over") {
  CHECK(
      text_of(first_place("    at f (bailey:web/timers:1:2)\n"
                          "    at eval (eval at <anonymous> (file:///a.js:1:1), <anonymous>:1:7)\n"
                          "    at JSON.parse (<anonymous>)\n"
                          "    at async Promise.all (index 0)\n"
                          "    at file:///a.js:3:4\n"
                          "    at file:///b.js:5:6")) == "file:///a.js|3|4");
}

TEST_CASE("what is no frame has no place") {
  for (std::string_view text :
      {"", "\n\n", "    at ", "    at (", "    at )", "    at f (", "at x:1:2", "    at :1:2",
          "    at file:///a.js:x:2", "    at file:///a.js:1:", "    at file:///a.js"})
    CHECK_MESSAGE(text_of(first_place(text)) == "none", text);
}

TEST_CASE("a number too large for a place does no harm") {
  CHECK(first_place("    at file:///a.js:99999999999999999999:1").has_value());
}

TEST_CASE("the frames begin after the head, also when it has lines like frames") {
  constexpr std::string_view kHead = "Error: x\n    at fake (file:///fake.js:1:1)";
  CHECK(frames_of(std::string(kHead) + "\n    at file:///a.js:1:2", kHead) ==
        "    at file:///a.js:1:2");
  CHECK(frames_of("Other: y\n    at file:///a.js:1:2", kHead) == "    at file:///a.js:1:2");
  CHECK(frames_of("Error: x", "Error: x").empty());
  CHECK(frames_of("", "").empty());
}

TEST_CASE("each part of a frame has its colour") {
  CHECK(shown(paint_frames("    at f (file:///d/a.js:1:2)")) ==
        "    at <f> (<file:///d/><a.js>:<1>:<2>)");
  CHECK(shown(paint_frames("    at async file:///a.js:1:2\n    at x (bailey:y:1:2)")) ==
        "    at async <file:///><a.js>:<1>:<2>\n    <at x (bailey:y:1:2)>");
  CHECK(shown(paint_frames("    at async Promise.all (index 0)\n    at g (<anonymous>)")) ==
        "    at async <Promise.all (index 0)>\n    at <g> (<<anonymous>>)");
  CHECK(shown(paint_frames("    at eval (eval at f (file:///a.js:1:2), <anonymous>:3:4)")) ==
        "    at <eval> (<eval at f (file:///a.js:1:2)>, <<anonymous>>:<3>:<4>)");
  CHECK(paint_frames("no frame") == "no frame");
}

}  // namespace
}  // namespace bailey::js
