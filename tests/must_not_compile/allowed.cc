// The control: what the other files break compiles when it is done right.
#include <string>

#include "permissions/broker.h"
#include "permissions/host_authority.h"

namespace bailey::permissions {

void read_file(const ReadGrant&) {}
void write_file(const WriteGrant&) {}
void remove_tree(const WriteTreeGrant&) {}
void set_variable(const EnvWriteGrant&) {}

void use(Broker& broker) {
  if (auto grant = broker.read("/etc/passwd", "")) read_file(*grant);
  if (auto grant = broker.write("/etc/passwd", "")) write_file(*grant);
  if (auto grant = broker.write_tree("/tmp/x", "")) remove_tree(*grant);
  if (auto grant = broker.env_write("HOME")) set_variable(*grant);
}

void own(const HostAuthority& authority, const PathResolver& paths) {
  if (auto grant = authority.read(paths, "cache")) read_file(*grant);
}

}  // namespace bailey::permissions

int main(int, char**) {
  bailey::permissions::HostAuthority authority;
  static_cast<void>(authority);
}
