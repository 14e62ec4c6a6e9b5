// Terminals in raw mode, and back.
#pragma once

#include <termios.h>

#include <array>
#include <cstdint>
#include <map>
#include <mutex>

#include "runtime/base/result.h"
#include "runtime/os/file.h"
#include "runtime/os/terminal_gate.h"

namespace bailey::os {

enum class TerminalMode : std::uint8_t {
  Cooked,         // as it was found
  Raw,            // every key arrives at once and as it is
  RawWithBreaks,  // the same, but Ctrl-C still makes a signal
};

// Remembers how terminals were found and puts them back. One per process; its destructor, or
// restore(), must run before the process ends. Thread: any.
class Terminals {
 public:
  Terminals();
  Terminals(const Terminals&) = delete;
  Terminals& operator=(const Terminals&) = delete;
  ~Terminals() { restore(); }

  // BadResource when the file is no terminal.
  Result<> set_mode(const File& file, TerminalMode mode);
  // Puts every terminal back as it was found.
  void restore();

  // What the standard streams write is spent from `budget`, which must outlive this. Before script.
  void charge_to(permissions::WriteBudget* budget) { budget_ = budget; }
  permissions::WriteBudget* budget() const { return budget_; }

  // Of standard stream 0, 1 or 2; null unless it is a terminal.
  TerminalGate* gate(int stream) {
    return is_terminal_[static_cast<std::size_t>(stream)] ? &gate_ : nullptr;
  }

 private:
  struct Found {
    OwnedFd terminal;  // a descriptor of our own: script may have closed its
    termios settings;
  };

  TerminalGate gate_;
  std::array<bool, 3> is_terminal_;
  permissions::WriteBudget* budget_ = nullptr;
  std::mutex mutex_;
  std::map<std::uint64_t, Found> found_;  // by device number
};

}  // namespace bailey::os
