// Command lines of any bytes: words are separated by NUL.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/args/environment.h"
#include "cli/args/help.h"
#include "cli/args/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey;
  std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<const char*> argv = {"bailey"};
  for (std::size_t place = 0; place < text.size(); place += std::string(argv.back()).size() + 1) {
    argv.push_back(text.c_str() + place);
  }
  auto line = cli::parse(argv);
  if (!line) {
    if (line.error().message.empty()) std::abort();
    return 0;
  }
  static_cast<void>(cli::unrecognized_command(*line));
  // Every environment variable has the value of the last word.
  std::string value = argv.back();
  static_cast<void>(
      cli::apply_environment(*line, [&value](const std::string&) { return std::optional(value); }));
  if (const auto* help = std::get_if<cli::HelpCommand>(&line->command)) {
    if (cli::help_text(help->command, {.width = size}).empty()) std::abort();
  }
  return 0;
}
