// What a program may use of the machine: --max-memory and its kin.
#include <format>

#include "cli/args/flag_groups.h"

namespace bailey::cli {
namespace {

using limits::Limit;

template <Limit limit>
Result<> set_limit(CommandLine& line, std::optional<std::string_view> value) {
  auto amount = limits::parse(limit, value.value_or(""));
  if (!amount)
    return fail(ErrorClass::Error, std::format("invalid value for '{}': {}",
                                       limits::names(limit).flag, amount.error().message));
  line.limits.set(limit, *amount);
  return {};
}

template <Limit limit>
constexpr Flag limit_flag(
    std::string_view name, std::string_view value_name, std::string_view help) {
  return {.name = name,
      .takes = Takes::One,
      .topic = Topic::Limits,
      .value_name = value_name,
      .help = help,
      .apply = set_limit<limit>};
}

constexpr Flag kLimitFlags[] = {
    limit_flag<Limit::Memory>("max-memory", "SIZE",
        "End the program (exit code 91) when it uses more memory: JavaScript heap, buffers, "
        "WebAssembly and native memory together"),
    limit_flag<Limit::CpuTime>("max-cpu-time", "DURATION",
        "End it (92) when it has used this much processor time, all threads together"),
    limit_flag<Limit::Time>(
        "max-time", "DURATION", "End it (93) when it has been running for this long"),
    limit_flag<Limit::OpenFiles>("max-open-files", "NUMBER",
        "End it (94) when it opens more files and sockets at the same time"),
    limit_flag<Limit::Subprocesses>("max-subprocesses", "NUMBER",
        "End it (95) when it runs more other programs at the same time"),
    limit_flag<Limit::Write>("max-write", "SIZE",
        "End it (96) before it writes more to files and to standard output and error"),
};

}  // namespace

std::span<const Flag> limit_flags() { return kLimitFlags; }

}  // namespace bailey::cli
