// What the builtins that are not in the snapshot were compiled to at build time, for each what V8
// gives back: https://v8.dev/blog/code-caching-for-devs
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace bailey::js {

// One piece of code for each builtin, by index; an empty one for those that need none.
std::string pack_builtin_code(std::span<const std::string> codes);

// `packed` lies in the program's read-only data. Before the first isolate; without it builtins are
// compiled when they are first needed.
void provide_builtin_code(std::string_view packed);

// Empty when there is none.
std::string_view builtin_code(std::size_t index);

}  // namespace bailey::js
