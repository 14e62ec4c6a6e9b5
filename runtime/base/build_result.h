// What a tool of the build writes.
#pragma once

#include <cstdio>
#include <fstream>
#include <string_view>

namespace bailey {

// False, and said so on standard error, when there is nothing to write or it cannot be written.
inline bool write_result(const char* tool, const char* path, std::string_view bytes) {
  if (bytes.empty()) return false;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) std::fprintf(stderr, "%s: cannot write %s\n", tool, path);
  return static_cast<bool>(out);
}

}  // namespace bailey
