// expect: no matching function for call to 'make_link'
#include "permissions/grant.h"

namespace bailey::permissions {

void make_link(const SymlinkGrant&) {}

void use(const WriteEntryGrant& grant) { make_link(grant); }

}  // namespace bailey::permissions
