// The environment the process was started with, as it lies in its memory.
#pragma once

#include <functional>
#include <string_view>

#include "runtime/os/environment.h"

namespace bailey::os {

// Overwrites every variable for which `keeps` says no: in `environment`, and where the kernel put
// it, so that /proc/self/environ does not show it either. What stays whatever `keeps` says: PATH
// and TMPDIR, which bailey uses for script, in `environment`; and what libraries read late, such as
// TZ and LC_ALL, whose effect any script sees, in the process's own. Call it while the process has
// one thread.
void forget_variables(
    Environment& environment, const std::function<bool(std::string_view name)>& keeps);

}  // namespace bailey::os
