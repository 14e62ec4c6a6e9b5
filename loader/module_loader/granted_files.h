// Files that the program's own permissions open: computed imports, texts and bytes.
#pragma once

#include <cstddef>
#include <string>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::loader {

class GrantedFiles {
 public:
  virtual ~GrantedFiles() = default;

  // The whole file. InvalidData, code EFBIG, when it is longer than `limit` bytes.
  virtual Result<std::string> read(const permissions::ReadGrant& grant, std::size_t limit) = 0;
};

// On the machine's disk.
class HostGrantedFiles : public GrantedFiles {
 public:
  Result<std::string> read(const permissions::ReadGrant& grant, std::size_t limit) override;
};

}  // namespace bailey::loader
