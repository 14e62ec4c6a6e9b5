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

// os_error as the failure of a Result.
inline std::unexpected<Error> os_failure(int number, std::string_view context) {
  return std::unexpected(os_error(number, context));
}

}  // namespace bailey
