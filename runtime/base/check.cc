#include "runtime/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace bailey::internal {

void check_failed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "bailey: internal error at %s:%d: %s\n", file, line, condition);
  std::fflush(stderr);
  std::abort();
}

}  // namespace bailey::internal
