#include "loader/module_loader/granted_files.h"

#include "runtime/os/whole_file.h"

namespace bailey::loader {

Result<std::string> HostGrantedFiles::read(const permissions::ReadGrant& grant, std::size_t limit) {
  return os::read_at_most(grant, limit);
}

}  // namespace bailey::loader
