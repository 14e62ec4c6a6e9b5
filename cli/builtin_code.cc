#include "cli/builtin_code.h"

#include "runtime/js/builtin_code.h"

extern "C" const char bailey_embed_builtin_code[], bailey_embed_builtin_code_end[];

namespace bailey::cli {

void use_builtin_code() {
  js::provide_builtin_code({bailey_embed_builtin_code,
      static_cast<std::size_t>(bailey_embed_builtin_code_end - bailey_embed_builtin_code)});
}

}  // namespace bailey::cli
