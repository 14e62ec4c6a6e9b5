#include <algorithm>
#include <array>

#include "cli/args/flag_groups.h"
#include "cli/args/values.h"

namespace bailey::cli {
namespace {

template <class C>
Command make() {
  return C{};
}

constexpr std::pair<std::string_view, LogLevel> kLogLevelNames[] = {{"trace", LogLevel::Trace},
    {"debug", LogLevel::Debug}, {"info", LogLevel::Info}, {"warn", LogLevel::Warn},
    {"error", LogLevel::Error}};

Result<> set_log_level(CommandLine& line, std::optional<std::string_view> value) {
  for (auto [name, level] : kLogLevelNames) {
    if (value == name) line.global.log_level = level;
  }
  return {};
}

Result<> add_env_file(CommandLine& line, std::optional<std::string_view> value) {
  auto& files = line.global.env_files;
  files.insert(value ? files.end() : files.begin(), std::string(value.value_or(".env")));
  return {};
}

Result<> set_port(CommandLine& line, std::optional<std::string_view> value) {
  std::get<ServeCommand>(line.command).port = *parse_number<std::uint16_t>(value.value_or("0"));
  return {};
}

Result<> set_host(CommandLine& line, std::optional<std::string_view> value) {
  std::get<ServeCommand>(line.command).host = std::string(value.value_or(""));
  return {};
}

Result<> set_explanation_json(CommandLine& line, std::optional<std::string_view> /*value*/) {
  line.explain.emplace().json = true;
  return {};
}

constexpr std::string_view kLogLevels[] = {"trace", "debug", "info", "warn", "error"};
constexpr std::string_view kEnvAlias[] = {"env"};

constexpr Flag kGeneralFlags[] = {
    {.name = "help",
        .letter = 'h',
        .takes = Takes::MaybeAttached,
        .request = Request::Help,
        .help = "Print help; `bailey help COMMAND` does the same"},
    {.name = "version", .letter = 'V', .request = Request::Version, .help = "Print the version"},
    {.name = "log-level",
        .letter = 'L',
        .takes = Takes::One,
        .value_name = "LEVEL",
        .choices = kLogLevels,
        .help = "How much to tell: trace, debug, info, warn, error",
        .apply = set_log_level},
    {.name = "quiet",
        .letter = 'q',
        .help = "Print errors only, besides what the program prints",
        .apply = set_true<&CommandLine::global, &GlobalOptions::quiet>},
};

constexpr Flag kEnvFileFlags[] = {{.name = "env-file",
    .aliases = kEnvAlias,
    .takes = Takes::MaybeAttached,
    .value_name = "FILE",
    .help = "Set environment variables from this file (.env when no file is given); may be "
            "repeated, later files win; variables that are already set stay",
    .apply = add_env_file}};

constexpr Flag kServeFlags[] = {
    {.name = "port",
        .takes = Takes::One,
        .topic = Topic::Server,
        .format = Format::U16,
        .value_name = "PORT",
        .help = "Listen on this port; 8000 unless given, 0 for any free port",
        .apply = set_port},
    {.name = "host",
        .takes = Takes::One,
        .topic = Topic::Server,
        .value_name = "HOST",
        .help = "Listen on this address; 0.0.0.0 unless given",
        .apply = set_host},
    {.name = "open",
        .topic = Topic::Server,
        .support = Support::Refused,
        .help = "Open the server's address in the browser",
        .note = "bailey starts no browser; open the address that it prints"},
    {.name = "parallel",
        .topic = Topic::Server,
        .help =
            "Serve from several threads: one for each processor, or as many as BAILEY_JOBS says",
        .apply = set_true_for<ServeCommand, &ServeCommand::parallel>},
};

constexpr Flag kEvalFlags[] = {{.name = "print",
    .letter = 'p',
    .help = "Print the value of the code",
    .apply = set_true_for<EvalCommand, &EvalCommand::print>}};

constexpr Flag kInfoFlags[] = {
    {.name = "json", .help = "Print JSON", .apply = set_true_for<InfoCommand, &InfoCommand::json>}};

constexpr Flag kExplainFlags[] = {
    {.name = "json", .help = "Print JSON", .apply = set_explanation_json}};

constexpr Flag kDoctorFlags[] = {{.name = "json",
    .help = "Print JSON",
    .apply = set_true_for<DoctorCommand, &DoctorCommand::json>}};

// What the one self-test there is tries; it needs no naming yet.
constexpr Flag kSelftestFlags[] = {{.name = "escape",
    .help = "Try known ways to reach what no flag granted (the default)",
    .apply = set_true_for<SelftestCommand, &SelftestCommand::escape>}};

std::span<const Flag> selftest_flags() { return kSelftestFlags; }
std::span<const Flag> general_flags() { return kGeneralFlags; }
std::span<const Flag> env_file_flags() { return kEnvFileFlags; }
std::span<const Flag> serve_flags() { return kServeFlags; }
std::span<const Flag> eval_flags() { return kEvalFlags; }
std::span<const Flag> info_flags() { return kInfoFlags; }
std::span<const Flag> explain_flags() { return kExplainFlags; }
std::span<const Flag> doctor_flags() { return kDoctorFlags; }

constexpr FlagGroup kGlobal[] = {env_file_flags, general_flags};

// The order of the groups decides which of two equally similar flags is suggested; it is Deno's.
constexpr std::array kRunGroups = std::to_array<FlagGroup>({type_check_flags, run_watch_flags,
    extension_flags, env_file_flags, code_cache_flags, run_only_flags, tunnel_flags, unstable_flags,
    permission_flags, limit_flags, module_flags, inspector_flags, cached_only_flags, location_flags,
    engine_flags, early_module_flags, profiler_flags, install_script_flags});
constexpr std::array kServeGroups = std::to_array<FlagGroup>({serve_flags, type_check_flags,
    serve_watch_flags, extension_flags, env_file_flags, code_cache_flags, tunnel_flags,
    unstable_flags, permission_flags, limit_flags, module_flags, inspector_flags, cached_only_flags,
    location_flags, engine_flags, early_module_flags, profiler_flags, install_script_flags});
constexpr std::array kEvalGroups =
    std::to_array<FlagGroup>({eval_flags, extension_flags, env_file_flags, type_check_flags,
        unstable_flags, eval_permission_flags, limit_flags, module_flags, inspector_flags,
        cached_only_flags, location_flags, engine_flags, early_module_flags, profiler_flags});
// What explains them takes the same flags and its own.
template <std::size_t count>
constexpr auto with_explain_flags(const std::array<FlagGroup, count>& groups) {
  std::array<FlagGroup, count + 1> joined{};
  std::ranges::copy(groups, joined.begin());
  joined.back() = explain_flags;
  return joined;
}

constexpr auto kExplainedRunGroups = with_explain_flags(kRunGroups);
constexpr auto kExplainedServeGroups = with_explain_flags(kServeGroups);
constexpr auto kExplainedEvalGroups = with_explain_flags(kEvalGroups);
constexpr FlagGroup kInfoGroups[] = {
    info_flags, location_flags, unstable_flags, module_flags, import_permission_flags};
constexpr FlagGroup kExplainGroups[] = {explain_flags, env_file_flags, unstable_flags,
    permission_flags, limit_flags, module_flags, cached_only_flags};
constexpr FlagGroup kDoctorGroups[] = {doctor_flags};
constexpr FlagGroup kCacheGroups[] = {type_check_flags, extension_flags, env_file_flags,
    unstable_flags, module_flags, inspector_flags, import_permission_flags, install_script_flags};

constexpr FlagGroup kSelftestGroups[] = {selftest_flags};

constexpr Example kRunExamples[] = {
    {"bailey run main.ts", "Run a local file without any permission"},
    {"bailey run --allow-net=api.example.com main.ts", "Let it reach one host"},
    {"bailey run --allow-read=. --allow-write=./out main.ts", "Let it read here and write to out"},
    {"bailey run -A https://example.com/tool.ts --verbose",
        "Run a remote program with every permission; --verbose goes to the program"},
    {"bailey run - < main.ts", "Run what comes from standard input"},
};
constexpr Example kServeExamples[] = {
    {"bailey serve main.ts", "Serve on http://0.0.0.0:8000/"},
    {"bailey serve --host 127.0.0.1 --port 0 main.ts", "Serve on a free port of this machine only"},
    {"bailey serve --parallel --allow-read=./public main.ts", "Use every processor"},
};
constexpr Example kEvalExamples[] = {
    {"bailey eval \"console.log(Deno.args)\" a b", "Run code with two arguments"},
    {"bailey eval -p \"1 + 2\"", "Print the value of an expression"},
    {"bailey eval --ext=ts -p \"const n: number = 1; n\"", "The code is TypeScript"},
};
constexpr Example kInfoExamples[] = {
    {"bailey info", "Show where bailey keeps its caches"},
    {"bailey info main.ts", "Show the modules that main.ts needs"},
    {"bailey info --json main.ts", "The same as JSON"},
};
constexpr Example kCacheExamples[] = {
    {"bailey cache main.ts", "Fetch everything that main.ts imports"},
    {"bailey cache --reload main.ts", "Fetch it again"},
};

constexpr Example kExplainExamples[] = {
    {"bailey explain --no-prompt --allow-read=. main.ts", "Show who enforces these grants"},
    {"bailey explain --sandbox=require --allow-net=example.com:443",
        "Show why `require` refuses, and what to do about it"},
    {"bailey explain serve --port 8080 --allow-read=./public server.ts", "The same for a server"},
};
constexpr Example kDoctorExamples[] = {
    {"bailey doctor",
        "Show what this machine offers; the exit code is 1 when something is missing"},
};
constexpr Example kSelftestExamples[] = {
    {"bailey selftest --escape", "Try everything"},
    {"bailey selftest --escape links", "Try what has to do with links"},
};

constexpr CommandRow kCommands[] = {
    {.name = "run",
        .summary = "Run a JavaScript or TypeScript program",
        .operands = "<SCRIPT> [ARGS]...",
        .description =
            "SCRIPT is a path, a URL (file:, http:, https:, data:), a jsr: specifier, or - for "
            "standard input. Everything after it goes to the program as Deno.args.\n"
            "A program starts without permissions. On a terminal it asks for those it needs; "
            "otherwise, and with --no-prompt, what is not granted is denied.",
        .takes = Operands::Program,
        .make = make<RunCommand>,
        .flags = kRunGroups,
        .examples = kRunExamples},
    {.name = "serve",
        .summary = "Run a server from a module that exports a fetch function",
        .operands = "<SCRIPT> [ARGS]...",
        .description =
            "The module must contain `export default { fetch(request) { ... } }`. It may listen "
            "on its own host and port without a flag; it needs permissions for everything else.",
        .takes = Operands::Program,
        .make = make<ServeCommand>,
        .flags = kServeGroups,
        .examples = kServeExamples},
    {.name = "eval",
        .summary = "Run code given on the command line",
        .operands = "<CODE> [ARGS]...",
        .description =
            "The code has every permission, unless --deny-* or --ignore-* flags take some away. "
            "One -- after the code is dropped; everything else goes to it as Deno.args.",
        .takes = Operands::Program,
        .separator = Separator::Stripped,
        .make = make<EvalCommand>,
        .flags = kEvalGroups,
        .examples = kEvalExamples},
    {.name = "info",
        .summary = "Show the caches, or the modules a program needs",
        .operands = "[FILE]",
        .takes = Operands::OneFile,
        .needs_operand = false,
        .make = make<InfoCommand>,
        .flags = kInfoGroups,
        .examples = kInfoExamples},
    {.name = "cache",
        .summary = "Fetch the modules that programs need, without running them",
        .operands = "<FILE>...",
        .takes = Operands::Files,
        .make = make<CacheCommand>,
        .flags = kCacheGroups,
        .examples = kCacheExamples},
    {.name = "explain",
        .summary = "Show what the permission flags mean on this machine",
        .operands = "[COMMAND] [SCRIPT]",
        .description =
            "Grant by grant: what bailey enforces, what the kernel enforces as well, what neither "
            "can and why. Nothing runs, and nothing is changed. COMMAND is run, serve or eval; put "
            "`explain` before a command line to have it explained. Without COMMAND the flags are "
            "those of `bailey run`. The exit code is 1 when the command would refuse to start.",
        .takes = Operands::OneFile,
        .needs_operand = false,
        .make = make<RunCommand>,
        .flags = kExplainGroups,
        .examples = kExplainExamples},
    {.name = "doctor",
        .summary = "Show what this machine offers for the sandbox",
        .operands = "",
        .description =
            "The kernel, and what each part of it that is missing would add. The exit code is 1 "
            "when --sandbox=require cannot work here.",
        .takes = Operands::Files,
        .needs_operand = false,
        .make = make<DoctorCommand>,
        .flags = kDoctorGroups,
        .examples = kDoctorExamples},
    {.name = "selftest",
        .summary = "Attack this program on this machine, and tell what held",
        .operands = "[NAME]...",
        .description =
            "Tries known ways to reach what no flag granted, each in a bailey of its own with a "
            "world made for it, and prints a table. NAME picks those whose name has it. The exit "
            "code is 1 if anything was reached.",
        .takes = Operands::Files,
        .needs_operand = false,
        .make = make<SelftestCommand>,
        .flags = kSelftestGroups,
        .examples = kSelftestExamples},
    {.name = "help",
        .summary = "Print help for a command",
        .operands = "[COMMAND]",
        .takes = Operands::OneFile,
        .needs_operand = false,
        .make = make<HelpCommand>},
};

// Behind the word "explain".
constexpr CommandRow kExplained[] = {
    {.name = "run",
        .summary = "Explain the permissions of a program",
        .operands = "[SCRIPT] [ARGS]...",
        .takes = Operands::Program,
        .needs_operand = false,
        .make = make<RunCommand>,
        .flags = kExplainedRunGroups},
    {.name = "serve",
        .summary = "Explain the permissions of a server",
        .operands = "[SCRIPT] [ARGS]...",
        .takes = Operands::Program,
        .needs_operand = false,
        .make = make<ServeCommand>,
        .flags = kExplainedServeGroups},
    {.name = "eval",
        .summary = "Explain the permissions of code given on the command line",
        .operands = "[CODE] [ARGS]...",
        .takes = Operands::Program,
        .separator = Separator::Stripped,
        .needs_operand = false,
        .make = make<EvalCommand>,
        .flags = kExplainedEvalGroups},
};

constexpr std::string_view kManageByHand = "name the package's URL or jsr: specifier in an import";
constexpr std::string_view kNoNpm = "bailey runs no npm packages yet";

constexpr UpcomingCommand kUpcoming[] = {
    {"watch", "`bailey run` runs the program once"},
    {"fmt", ""},
    {"lint", ""},
    {"test", "`bailey run` runs a test file that calls its own assertions"},
    {"upgrade", "bailey is upgraded the way it was installed"},
    {"check", "`bailey cache` finds missing modules and syntax errors"},
    {"doc", ""},
    {"task", "`bailey run` starts a program"},
    {"bench", ""},
    {"compile", ""},
    {"coverage", ""},
    {"repl", "`bailey eval -p CODE` prints the value of an expression"},
    {"install", "`bailey cache` fetches what a program imports"},
    {"i", "`bailey cache` fetches what a program imports"},
    {"uninstall", ""},
    {"types", ""},
    {"completions", ""},
    {"init", ""},
    {"create", ""},
    {"jupyter", ""},
    {"publish", ""},
    {"add", kManageByHand},
    {"remove", kManageByHand},
    {"rm", kManageByHand},
    {"outdated", ""},
    {"update", "`bailey cache --reload` fetches modules again"},
    {"deploy", ""},
    {"sandbox", ""},
    {"clean", "`bailey info` shows which folders to delete"},
    {"list", "`bailey info FILE` shows what a program imports"},
    {"link", ""},
    {"unlink", ""},
    {"approve-scripts", kNoNpm},
    {"lsp", ""},
    {"vendor", "`bailey cache` and --cached-only make a run independent of the network"},
    {"bundle", ""},
    {"audit", kNoNpm},
    {"why", "`bailey info FILE` shows who imports what"},
    {"transpile", ""},
    {"bump-version", ""},
    {"ci", "`bailey cache --frozen` fetches exactly what the lock file names"},
    {"desktop", ""},
    {"pack", ""},
    {"x", kNoNpm},
};

const Flag* find(std::span<const FlagGroup> groups, auto&& matches) {
  for (FlagGroup group : groups) {
    for (const Flag& flag : group()) {
      if (matches(flag)) return &flag;
    }
  }
  return nullptr;
}

auto has_name(std::string_view name) {
  return [name](const Flag& flag) { return flag.is_called(name); };
}

auto has_letter(char32_t letter) {
  return [letter](const Flag& flag) {
    return flag.letter != 0 && static_cast<char32_t>(flag.letter) == letter;
  };
}

}  // namespace

bool Flag::is_called(std::string_view long_name) const {
  return name == long_name || std::ranges::contains(aliases, long_name);
}

std::span<const CommandRow> commands() { return kCommands; }
std::span<const UpcomingCommand> upcoming_commands() { return kUpcoming; }
std::span<const FlagGroup> global_flags() { return kGlobal; }

const CommandRow* find_command(std::string_view name) {
  auto row = std::ranges::find(kCommands, name, &CommandRow::name);
  return row == std::end(kCommands) ? nullptr : row;
}

const CommandRow* find_explained(std::string_view name) {
  auto row = std::ranges::find(kExplained, name, &CommandRow::name);
  return row == std::end(kExplained) ? nullptr : row;
}

const UpcomingCommand* find_upcoming_command(std::string_view name) {
  auto row = std::ranges::find(kUpcoming, name, &UpcomingCommand::name);
  return row == std::end(kUpcoming) ? nullptr : row;
}

const Flag* find_flag(const CommandRow& command, std::string_view long_name) {
  const Flag* flag = find(command.flags, has_name(long_name));
  return flag != nullptr ? flag : find_global_flag(long_name);
}

const Flag* find_flag(const CommandRow& command, char32_t letter) {
  const Flag* flag = find(command.flags, has_letter(letter));
  return flag != nullptr ? flag : find_global_flag(letter);
}

const Flag* find_global_flag(std::string_view long_name) {
  return find(kGlobal, has_name(long_name));
}

const Flag* find_global_flag(char32_t letter) { return find(kGlobal, has_letter(letter)); }

}  // namespace bailey::cli
