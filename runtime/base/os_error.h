// The one mapping from errno to what script sees.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey {

// The class of Deno.errors an errno value belongs to.
ErrorClass errno_class(int number);

// An Error that reads `No such file or directory (os error 2): <context>`, with its errno name
// as code. `context` is usually `open '/path/as/written'`; empty leaves the colon out.
Error os_error(int number, std::string_view context);

// The code of an Error that says the process has no descriptor left.
inline constexpr std::string_view kTooManyFiles = "EMFILE";

// The code for an error that wraps `cause` and shows no codes: none but kTooManyFiles, since a
// limit on open files looks for it.
inline std::string code_of_wrapper(const Error& cause) {
  return cause.code == kTooManyFiles ? cause.code : std::string();
}

// os_error as the failure of a Result.
inline std::unexpected<Error> os_failure(int number, std::string_view context) {
  return std::unexpected(os_error(number, context));
}

}  // namespace bailey
