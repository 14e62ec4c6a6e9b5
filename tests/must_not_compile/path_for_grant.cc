// expect: no matching function for call to 'read_file'
#include <string>

#include "permissions/grant.h"

namespace bailey::permissions {

void read_file(const ReadGrant&) {}

void use() { read_file(std::string("/etc/passwd")); }

}  // namespace bailey::permissions
