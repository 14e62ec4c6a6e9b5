// Text in double quotes as error messages show it.
#pragma once

#include <string>
#include <string_view>

namespace bailey::os {

// `text` in double quotes; quotes, backslashes, control characters and bytes that are not UTF-8
// are escaped (\" \\ \0 \n \r \t \u{1b} \xFF).
std::string quoted(std::string_view text);

}  // namespace bailey::os
