// The transpiler of this build.
#pragma once

#include <memory>

#include "loader/typescript/transpiler.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/js/platform.h"

namespace bailey::cli {

// Cheap to make: it starts its engine when first used. Both must outlive it.
std::unique_ptr<loader::Transpiler> make_transpiler(js::Platform& platform, EventLoop& loop);

}  // namespace bailey::cli
