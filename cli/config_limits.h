// The `limits` of deno.json: bailey's own key there.
#pragma once

#include "loader/config/config.h"
#include "runtime/base/result.h"
#include "runtime/limits/limits.h"

namespace bailey::cli {

// `{ "memory": "64MB", "cpuTime": "10s", "openFiles": 32, … }`. The error names the place in the
// file.
Result<limits::Limits> config_limits(const loader::Config& config);

}  // namespace bailey::cli
