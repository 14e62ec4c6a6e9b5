// The machine's own disk.
#pragma once

#include <string>
#include <string_view>

#include "loader/disk/disk.h"

namespace bailey::loader {

class HostDisk : public Disk {
 public:
  PathKind kind(std::string_view path) override;
  Result<std::string> read(std::string_view path, std::size_t limit) override;
  Result<> replace(std::string_view path, std::string_view bytes) override;
  Result<> remove(std::string_view path) override;
};

}  // namespace bailey::loader
