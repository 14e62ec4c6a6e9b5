// A name for a program together with what it was granted.
#pragma once

#include <string>

#include "permissions/flag_values.h"

namespace bailey::cli {

// The same for two runs exactly when they run the same `main_module`, a URL, from the same
// `directory` with the same grants and denials. Hexadecimal digits.
std::string run_identity(const std::string& main_module, const std::string& directory,
    const permissions::FlagValues& flags);

}  // namespace bailey::cli
