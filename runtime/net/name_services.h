// The C library's modules for looking up names.
#pragma once

namespace bailey::net {

// Loads those that /etc/nsswitch.conf names for hosts. The C library would do so at the first
// lookup, when the kernel wall is in its way.
void load_name_services();

}  // namespace bailey::net
