// Ending the process from any thread, whatever the others are doing.
#pragma once

#include <string_view>

namespace bailey::limits {

// Writes `text` to standard error, if that takes it, and ends the process with `exit_code`: no
// handler, destructor or other thread runs any more. Takes no lock that another thread may hold.
[[noreturn]] void end_with_words(std::string_view text, int exit_code);

// Sleeps for ever: for the threads that come second.
[[noreturn]] void sleep_for_ever();

}  // namespace bailey::limits
