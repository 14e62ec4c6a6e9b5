// How the process begins and ends.
#pragma once

#include <span>

namespace bailey::os {

// Call first in main, before any thread: opens /dev/null for standard streams that are closed, so
// that no file of bailey's ever gets their numbers; ignores SIGPIPE, which writes report as EPIPE;
// and sees to it that the end of children can be waited for.
void set_up_process();

// Closes what the process was started with; script never had these descriptors.
void close_descriptors(std::span<const int> descriptors);

// Ends the process at once, without destructors: what is still running stays as it is. A build with
// AddressSanitizer looks for leaks first, which would otherwise be done on the way out of main.
[[noreturn]] void end_process(int exit_code);

}  // namespace bailey::os
