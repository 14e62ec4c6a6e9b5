// The three streams a process is born with, as files.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/os/file.h"
#include "runtime/os/terminal.h"

namespace bailey::os {

// Each has a descriptor of its own: closing the file in script leaves 0, 1 and 2 open, so that no
// other file ever gets their numbers.
struct StandardStreams {
  std::shared_ptr<File> input;
  std::shared_ptr<File> output;
  std::shared_ptr<File> error;
};

// `terminals` must outlive them: they keep away from questions that are asked there.
Result<StandardStreams> open_standard_streams(Terminals& terminals);

// Writes all of `text` to standard output (1) or error (2). A reader that went away is no failure,
// nor is output that was closed before the program started; a full disk is. Stops early on a thread
// that is to end (runtime/base/interruption.h).
Result<> write_standard_stream(int stream, std::string_view text);

}  // namespace bailey::os
