// The difference of two texts, line by line, as Deno prints it for --frozen.
#pragma once

#include <string>
#include <string_view>

namespace bailey::loader {

// `NUMBER | -LINE` for lines that go, with their number in `before`, `NUMBER | +LINE` for lines
// that come, with their number in `after`, ` | ...` where lines stay the same between two changes.
std::string line_diff(std::string_view before, std::string_view after);

}  // namespace bailey::loader
