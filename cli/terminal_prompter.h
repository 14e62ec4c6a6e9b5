// Asks the person at the terminal for a permission.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "permissions/prompter.h"
#include "runtime/js/exception_text.h"
#include "runtime/os/terminal.h"

namespace bailey::cli {

struct TerminalPrompterOptions {
  js::Colors colors = js::Colors::Off;
  // Where script asks from, innermost first; empty, or no function: it is not shown.
  std::function<std::vector<std::string>()> frames = nullptr;
};

// One per process, since brokers of workers ask too: questions come one at a time. Thread: any.
// Nobody is asked, and the answer is no, unless standard input and error are terminals, input is
// not raw and the question is at most 10 KiB.
class TerminalPrompter final : public permissions::Prompter {
 public:
  // `terminals` must outlive it.
  TerminalPrompter(os::Terminals& terminals, TerminalPrompterOptions options);

  permissions::Answer ask(const permissions::Question& question) override;

  // Has a warning follow the first yes to a question on a program. Before threads are started.
  void warn_of_programs(std::string warning) { program_warning_ = std::move(warning); }

 private:
  // What a standard stream is, whatever its number means by now.
  struct Stream {
    dev_t device = 0;
    ino_t file = 0;
    bool operator==(const Stream&) const = default;
  };
  static Stream identify(int stream);
  bool streams_are_ours() const;

  os::Terminals& terminals_;
  TerminalPrompterOptions options_;
  std::string program_warning_;  // behind the gate of the terminal
  Stream input_;
  Stream errors_;
};

}  // namespace bailey::cli
