// expect: no matching function for call to 'read_file'
#include "permissions/grant.h"

namespace bailey::permissions {

void read_file(const ReadGrant&) {}

void use(const ReadEntryGrant& grant) { read_file(grant); }

}  // namespace bailey::permissions
