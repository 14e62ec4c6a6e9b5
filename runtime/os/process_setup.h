// What the process must look like before anything else starts.
#pragma once

namespace bailey::os {

// Call first in main, before any thread: opens /dev/null for standard streams that are closed, so
// that no file of bailey's ever gets their numbers; ignores SIGPIPE, which writes report as EPIPE;
// and sees to it that the end of children can be waited for.
void set_up_process();

}  // namespace bailey::os
