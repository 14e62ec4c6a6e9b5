#include "loader/module_loader/granted_files.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "runtime/os/file.h"

namespace bailey::loader {

Result<std::string> HostGrantedFiles::read(const permissions::ReadGrant& grant, std::size_t limit) {
  auto file = BAILEY_TRY(os::File::open(grant, {.read = true}));
  constexpr std::size_t kFirstRead = 16384;
  std::string bytes(std::min(limit, kFirstRead) + 1, '\0');
  std::size_t used = 0;
  for (;;) {
    auto* start = reinterpret_cast<std::uint8_t*>(bytes.data());
    auto count = BAILEY_TRY(file->read(std::span(start, bytes.size()).subspan(used)));
    if (count == 0) break;
    used += count;
    if (used > limit) return fail(ErrorClass::InvalidData, "File too large (os error 27)", "EFBIG");
    if (used == bytes.size()) bytes.resize(bytes.size() * 2);
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace bailey::loader
