// What belongs to the process and not to one realm. The program's main makes it, and provides it
// to every realm before script runs there.
#pragma once

#include "runtime/limits/program_limits.h"
#include "runtime/ops/object_urls.h"
#include "runtime/os/environment.h"
#include "runtime/os/terminal.h"

namespace bailey::ops {

struct ProcessParts {
  os::Environment& environment;
  os::Terminals& terminals;
  ObjectUrls& object_urls;
  limits::ProgramLimits& limits;
};

}  // namespace bailey::ops
