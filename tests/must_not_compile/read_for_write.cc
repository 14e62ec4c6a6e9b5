// expect: no matching function for call to 'write_file'
#include "permissions/grant.h"

namespace bailey::permissions {

void write_file(const WriteGrant&) {}

void use(const ReadGrant& grant) { write_file(grant); }

}  // namespace bailey::permissions
