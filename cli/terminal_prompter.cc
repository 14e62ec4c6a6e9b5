#include "cli/terminal_prompter.h"

#include <poll.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <format>
#include <optional>
#include <utility>

#include "cli/prompt_text.h"
#include "runtime/base/interruption.h"
#include "runtime/os/standard_streams.h"

namespace bailey::cli {
namespace {

using permissions::Answer;

constexpr std::size_t kLongestQuestion = 10 * 1024;
constexpr int kQuietMilliseconds = 100;
constexpr int kMostRounds = 20;

// A question that cannot be shown is answered by nobody, which is no.
void show(std::string_view text) { (void)os::write_standard_stream(STDERR_FILENO, text); }

// SECURITY: forgets what was typed, or sent by the terminal itself in reply to script's own
// sequences, before the question could be read; tests/spec/permissions/prompt. False when there is
// no end to it.
bool forget_input() {
  pollfd keys{STDIN_FILENO, POLLIN, 0};
  for (int round = 0; round < kMostRounds; ++round) {
    ::tcflush(STDIN_FILENO, TCIFLUSH);
    if (::poll(&keys, 1, kQuietMilliseconds) == 0) return true;
    if ((keys.revents & (POLLHUP | POLLERR)) != 0) return false;
  }
  return false;
}

// One line without its end; nothing at the end of the input, or when the thread is to end: a
// worker that was terminated takes its question back.
std::optional<std::string> read_line() {
  std::string line;
  char piece[256];
  for (;;) {
    ssize_t count = ::read(STDIN_FILENO, piece, sizeof piece);
    if (count < 0 && should_retry(errno)) continue;
    if (count <= 0) return std::nullopt;
    line.append(piece, static_cast<std::size_t>(count));
    if (line.ends_with('\n')) break;
  }
  line.pop_back();
  return line;
}

// The person's answer; nothing when the key is none of the three. Anything longer than one key is
// no answer to this question.
std::optional<Answer> parse_answer(const std::optional<std::string>& line) {
  if (!line || line->size() != 1) return Answer::Deny;
  switch (line->front()) {
    case 'y':
    case 'Y':
      return Answer::Allow;
    case 'n':
    case 'N':
    case '\x1b':
      return Answer::Deny;
    case 'A':
      return Answer::AllowAll;
    default:
      return std::nullopt;
  }
}

std::string over(int lines, std::string_view text) {
  return std::format("\x1b[{}A\x1b[0J{}", lines, text);
}

}  // namespace

TerminalPrompter::TerminalPrompter(os::Terminals& terminals, TerminalPrompterOptions options)
    : terminals_(terminals),
      options_(std::move(options)),
      input_(identify(STDIN_FILENO)),
      errors_(identify(STDERR_FILENO)) {}

TerminalPrompter::Stream TerminalPrompter::identify(int stream) {
  struct stat found{};
  if (::fstat(stream, &found) != 0) return {};
  return {.device = found.st_dev, .file = found.st_ino};
}

bool TerminalPrompter::streams_are_ours() const {
  return identify(STDIN_FILENO) == input_ && identify(STDERR_FILENO) == errors_;
}

Answer TerminalPrompter::ask(const permissions::Question& question) {
  auto* gate = terminals_.gate(STDIN_FILENO);
  if (gate == nullptr || terminals_.gate(STDERR_FILENO) == nullptr) return Answer::Deny;
  auto closed = gate->close();
  std::vector<std::string> frames;
  if (options_.frames) frames = options_.frames();
  PromptText text(question, frames, options_.colors);
  termios settings{};
  if (::tcgetattr(STDIN_FILENO, &settings) != 0) return Answer::Deny;
  if ((settings.c_lflag & ICANON) == 0) {
    show(text.in_raw_mode());
    return Answer::Deny;
  }
  if (question.access.size() > kLongestQuestion) {
    show(text.too_long(kLongestQuestion));
    return Answer::Deny;
  }
  // SECURITY: the person is asked on the streams that bailey was started with, and answers there:
  // not a file that took the number of one before the question or while it was open.
  if (!streams_are_ours() || !forget_input()) return Answer::Deny;
  show(text.box());
  for (;;) {
    auto line = read_line();
    if (!streams_are_ours()) return Answer::Deny;
    if (auto answer = parse_answer(line)) {
      bool typed = line && line->size() == 1;
      if (typed) show(over(text.lines(), text.result(*answer)));
      if (question.kind == permissions::Kind::Run && *answer != Answer::Deny)
        show(std::exchange(program_warning_, ""));
      return *answer;
    }
    if (!forget_input()) return Answer::Deny;
    show(over(1, text.again()));
  }
}

}  // namespace bailey::cli
