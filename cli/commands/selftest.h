// The scripts of tests/escape, as they lie in the program.
#pragma once

#include <span>
#include <string_view>

namespace bailey::cli {

struct SelftestFile {
  std::string_view name;  // relative to the referee's folder
  std::string_view text;
};

std::span<const SelftestFile> selftest_files();

}  // namespace bailey::cli
