// The last thing to do when a signal ends the process that no script listens to.
#pragma once

#include <functional>

namespace bailey::os {

// From now on SIGINT, SIGTERM and SIGHUP call `last`, on a thread of its own, before they end the
// process as they would have; those that were ignored stay so. Starts that thread. Once per
// process.
void before_termination(std::function<void(int signal)> last);

namespace internal {

// For who has taken a signal over and lets go of it again: what before_termination() wants for it.
void restore_termination(int signal);

}  // namespace internal
}  // namespace bailey::os
