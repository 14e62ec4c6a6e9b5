// bailey: reads the command line, wires the parts together and runs a command.
#include <cstdio>
#include <span>

#include "cli/args/environment.h"
#include "cli/args/parse.h"
#include "cli/commands/commands.h"
#include "cli/host.h"
#include "permissions/host_authority.h"
#include "runtime/os/process_setup.h"

int main(int argc, char** argv) {
  bailey::os::set_up_process();
  // First of all: which descriptors the program was started with, before any of our own.
  bailey::os::DiskPaths paths;
  bailey::permissions::HostAuthority authority;
  bailey::cli::Host host(authority, paths, environ);

  auto line =
      bailey::cli::parse(std::span<const char* const>(argv, static_cast<std::size_t>(argc)));
  if (line) line = host.read_environment(*std::move(line));
  if (!line) return host.fail(line.error());
  return bailey::cli::run_command(host, *line);
}
