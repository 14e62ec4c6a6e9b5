#include "cli/explain_limits.h"

#include <format>

namespace bailey::cli {
namespace {

using limits::Limit;
using permissions::os_sandbox::Enforcement;

constexpr std::string_view kChildren = "what the programs use that script starts";

struct LimitTexts {
  std::string_view bailey;  // goes before the exit code
  std::string_view kernel;
  std::string_view neither;
};

LimitTexts texts(Limit limit) {
  switch (limit) {
    case Limit::Memory:
      return {"a thread that needs nothing of script reads what is used every 2 to 50 ms",
          "nothing: its own bound counts what V8 only reserves", kChildren};
    case Limit::CpuTime:
      return {"a thread that needs nothing of script reads the processor time",
          "nothing: its own bound counts whole seconds", kChildren};
    case Limit::Time:
      return {"a thread that needs nothing of script looks at the clock", "nothing", ""};
    case Limit::OpenFiles:
      return {"ends the program when the kernel refuses one to script",
          "opens no more (RLIMIT_NOFILE)", "programs that script starts may raise their own"};
    case Limit::Subprocesses:
      return {"counts the programs that run at the same time", "nothing",
          "what these programs start themselves"};
    case Limit::Write:
      return {"counts every byte before it is written to a file, standard output or error",
          "nothing", "what the programs write that script starts"};
  }
  return {};
}

}  // namespace

std::vector<LimitRow> limit_rows(const limits::Limits& limits) {
  std::vector<LimitRow> rows;
  for (std::size_t i = 0; i < limits::kLimits; ++i) {
    auto limit = static_cast<Limit>(i);
    auto value = limits[limit];
    if (!value) continue;
    auto [flag, key, exit_code] = limits::names(limit);
    auto told = texts(limit);
    rows.push_back({.grant = std::format("{}={}", flag, limits::written(limit, *value)),
        .enforcement = limit == Limit::OpenFiles ? Enforcement::Kernel : Enforcement::BrokerOnly,
        .bailey = std::format("{}; exit code {}", told.bailey, exit_code),
        .kernel = std::string(told.kernel),
        .neither = std::string(told.neither)});
  }
  return rows;
}

}  // namespace bailey::cli
