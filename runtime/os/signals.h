// Signals by name and number, and sending them.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "permissions/grant.h"
#include "runtime/base/result.h"

namespace bailey::os {

// "SIGTERM" → 15. TypeError for a name that Deno does not know either.
Result<int> signal_number(std::string_view name);
// 15 → "SIGTERM"; nothing for numbers without a name, such as real-time signals.
std::optional<std::string_view> signal_name(int number);
// The number of a signal that script may listen to. TypeError for the few that it may not:
// SIGKILL, SIGSTOP and those a listener could only make worse.
Result<int> listenable_signal(std::string_view name);

// Sends a signal to a process or, with pid <= 0, to a group. 0 only asks whether it exists.
Result<> kill(const permissions::RunAllGrant& grant, pid_t pid, int signal);
// To this process alone, which needs no grant.
Result<> kill_self(int signal);
bool is_self(pid_t pid);

namespace internal {

// The failure of kill(2), with Deno's text.
std::unexpected<Error> kill_failure(int number);

}  // namespace internal

}  // namespace bailey::os
