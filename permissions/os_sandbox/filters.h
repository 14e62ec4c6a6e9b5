// The seccomp filters, made at build time by mkfilters.cc from the tables of filter_tables.cc.
#pragma once

#include <cstdint>
#include <span>

namespace bailey::permissions::os_sandbox {

// The strictest answer of all that a wall has counts.
enum class Filter : std::uint8_t {
  Sealed,      // the calls that bailey needs, without other processes; unknown ones do not exist
  Dangerous,   // for a process that may start programs: all calls but those no program needs
  Arguments,   // what the arguments must not ask for: Fast Open, odd sockets, TIOCSTI
  NoTcp,       // no TCP sockets
  NoUdp,       // no UDP sockets
  NoUnix,      // no Unix sockets; pairs stay
  NoNetlink,   // not even to list the network interfaces
  NoMetadata,  // no changing of modes, owners, times by path or by descriptor
  NoPathMetadata,  // the same, but an open descriptor's may change
  NoWatching,      // no file watching, which Landlock does not see
};
inline constexpr int kFilterCount = 10;

// As struct sock_filter of the kernel.
struct BpfInstruction {
  std::uint16_t code;
  std::uint8_t jump_true;
  std::uint8_t jump_false;
  std::uint32_t operand;
};

// Stands for the process's own number in a program; build_wall() puts that in.
inline constexpr std::uint32_t kOwnProcess = 0x7fba11e1;

// The program of a filter.
std::span<const BpfInstruction> filter_program(Filter filter);

}  // namespace bailey::permissions::os_sandbox
