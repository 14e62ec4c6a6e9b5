// Ending the process from any thread, whatever the others are doing.
#pragma once

#include <string_view>

namespace bailey::limits {

// Writes `text` to standard error, if that takes it soon. Takes no lock that another thread may
// hold; may be called in a signal's handler.
void say_last_words(std::string_view text);

// Ends the process: no handler, destructor or other thread runs any more. As above.
[[noreturn]] void end_at_once(int exit_code);

// Sleeps for ever: for the threads that come second.
[[noreturn]] void sleep_for_ever();

}  // namespace bailey::limits
