// A prompter without any care, linked into bailey_credulous instead of cli/terminal_prompter.cc: it
// shows text as it comes, lets others write meanwhile, and takes whatever line is there for an
// answer. It shows that each attack on the terminal succeeds once nothing is done against it. Never
// installed, and nothing in bailey leads here.
#include <unistd.h>

#include <format>
#include <string>
#include <utility>

#include "cli/terminal_prompter.h"

namespace bailey::cli {
namespace {

using permissions::Answer;

void show(const std::string& text) {
  [[maybe_unused]] auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

TerminalPrompter::TerminalPrompter(os::Terminals& terminals, TerminalPrompterOptions options)
    : terminals_(terminals), options_(std::move(options)) {}

Answer TerminalPrompter::ask(const permissions::Question& question) {
  show(std::format(
      "┏ ⚠️  bailey requests {}.\n┗ Allow? [y/n/A] (all permissions) > ", question.access));
  char key = 0;
  char last = 0;
  while (::read(STDIN_FILENO, &key, 1) == 1 && key != '\n' && key != '\r') last = key;
  show("\n");
  if (last == 'A') return Answer::AllowAll;
  return last == 'y' ? Answer::Allow : Answer::Deny;
}

}  // namespace bailey::cli
