// The code of the builtins that no snapshot holds, a part of the program.
#pragma once

namespace bailey::cli {

// Has builtins use it. Before the first isolate is made.
void use_builtin_code();

}  // namespace bailey::cli
