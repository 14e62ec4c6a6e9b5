// The transpiler of this build.
#pragma once

#include <memory>

#include "loader/typescript/transpiler.h"

namespace bailey::cli {

// Cheap to make: it starts its engine when first used.
std::unique_ptr<loader::Transpiler> make_transpiler();

}  // namespace bailey::cli
