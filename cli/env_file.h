// Files of environment variables, as --env-file reads them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::cli {

// The variables in `text`, in order: NAME=VALUE lines, `export` before them, # comments, and
// single, double or backquoted values. Lines that are none of that are skipped.
std::vector<std::pair<std::string, std::string>> parse_env_file(std::string_view text);

}  // namespace bailey::cli
