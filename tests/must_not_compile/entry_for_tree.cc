// expect: no matching function for call to 'remove_tree'
#include "permissions/grant.h"

namespace bailey::permissions {

void remove_tree(const WriteTreeGrant&) {}

void use(const WriteEntryGrant& grant) { remove_tree(grant); }

}  // namespace bailey::permissions
