#include "cli/args/parse.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "cli/args/flag.h"
#include "cli/args/words.h"

namespace bailey::cli {
namespace {

std::unexpected<Error> refuse(std::string text) { return fail(ErrorClass::Error, std::move(text)); }

const Occurrence* find(const Words& words, std::string_view name) {
  auto found = std::ranges::find_if(
      words.flags, [name](const Occurrence& occurrence) { return occurrence.flag->name == name; });
  return found == words.flags.end() ? nullptr : &*found;
}

// Flags that contradict each other. The parts in angle brackets are Deno's, to the letter.
struct Conflict {
  std::string_view one;
  std::string_view other;
  std::string_view one_text;
  std::string_view other_text;
};

constexpr Conflict kConflicts[] = {
    {"no-check", "check", "--no-check <no-check>", "--check <check>"},
    {"hmr", "watch", "--hmr <hmr>", "--watch <watch>"},
    {"watch-hmr", "watch", "--watch-hmr <hmr>", "--watch <watch>"},
    {"coverage", "inspect", "--coverage <coverage>", "--inspect <inspect>"},
    {"coverage", "inspect-brk", "--coverage <coverage>", "--inspect-brk <inspect-brk>"},
    {"coverage", "inspect-wait", "--coverage <coverage>", "--inspect-wait <inspect-wait>"},
    {"use-env-proxy", "no-use-env-proxy", "--use-env-proxy", "--no-use-env-proxy"},
    {"no-config", "config", "--no-config", "--config <config>"},
};

Result<> check_conflicts(const Words& words) {
  auto is_used = [&words](std::string_view name) { return find(words, name) != nullptr; };
  for (const Conflict& conflict : kConflicts) {
    if (!is_used(conflict.one) || !is_used(conflict.other)) continue;
    return refuse(std::format(
        "the argument '{}' cannot be used with '{}'", conflict.one_text, conflict.other_text));
  }
  bool is_watching = is_used("watch") || is_used("hmr") || is_used("watch-hmr");
  if (is_used("no-clear-screen") && !is_watching) {
    return refuse("the following required arguments were not provided: --watch");
  }
  return {};
}

// --help and --version win over everything that is only known to be wrong after sorting.
std::optional<Command> requested_answer(const Words& words) {
  auto asks_for = [](Request request) {
    return [request](const Occurrence& use) { return use.flag->request == request; };
  };
  auto version = std::ranges::find_if(words.flags, asks_for(Request::Version));
  if (version != words.flags.end()) {
    bool is_short = version->spelling == Spelling::Letter;
    return VersionCommand{is_short ? VersionCommand::Form::Short : VersionCommand::Form::Full};
  }
  if (std::ranges::any_of(words.flags, asks_for(Request::Help))) {
    if (words.is_explained) return HelpCommand{std::string(kExplain)};
    return HelpCommand{words.is_named ? std::string(words.command->name) : std::string()};
  }
  return std::nullopt;
}

// True for a command line that asks for nothing: no words, or global flags only.
bool is_idle(const Words& words) {
  auto is_global = [](const Occurrence& use) {
    return find_global_flag(use.flag->name) != nullptr;
  };
  return !words.is_named && words.operands.empty() && words.rest.empty() &&
         std::ranges::all_of(words.flags, is_global);
}

std::unexpected<Error> missing_operand(const Words& words) {
  const CommandRow& command = *words.command;
  std::string_view operand = command.operands.substr(0, command.operands.find_first_of(". "));
  std::string text = std::format("{} is missing", operand);
  if (const Occurrence* lock = find(words, "lock"); lock != nullptr && lock->value) {
    text =
        with_tip(text, std::format("--lock took '{0}' as the lock file; --lock={0} leaves no doubt",
                           *lock->value));
  } else if (!words.rest.empty()) {
    text = with_tip(text, std::format("{} stands before --", operand));
  }
  std::string name = words.is_named ? std::format(" {}", command.name) : "";
  return refuse(std::format("{}\n\nUsage: bailey{} [OPTIONS] {}", text, name, command.operands));
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) {
  return views | std::views::transform([](std::string_view view) { return std::string(view); }) |
         std::ranges::to<std::vector>();
}

// Puts the operands into the command. They have been counted.
struct Placement {
  const Words& words;

  std::string first() const {
    return words.operands.empty() ? std::string() : std::string(words.operands.front());
  }

  void operator()(RunCommand& run) const {
    run.script = first();
    run.arguments = strings(words.rest);
    run.is_bare = !words.is_named;
  }
  void operator()(ServeCommand& serve) const {
    serve.script = first();
    serve.arguments = strings(words.rest);
  }
  void operator()(EvalCommand& eval) const {
    eval.code = first();
    eval.arguments = strings(words.rest);
  }
  void operator()(InfoCommand& info) const {
    if (!words.operands.empty()) info.file = first();
  }
  void operator()(DoctorCommand&) const {}
  void operator()(CacheCommand& cache) const { cache.files = strings(words.operands); }
  void operator()(SelftestCommand& selftest) const { selftest.names = strings(words.operands); }
  void operator()(HelpCommand& help) const { help.command = first(); }
  void operator()(VersionCommand&) const {}
};

constexpr std::pair<PermissionKind, std::string_view> kAllowFlags[] = {
    {PermissionKind::Read, "--allow-read"}, {PermissionKind::Write, "--allow-write"},
    {PermissionKind::Net, "--allow-net"}, {PermissionKind::Env, "--allow-env"},
    {PermissionKind::Run, "--allow-run"}, {PermissionKind::Sys, "--allow-sys"},
    {PermissionKind::Ffi, "--allow-ffi"}, {PermissionKind::Import, "--allow-import"}};

Result<> check_allow_all(const PermissionOptions& permissions) {
  if (!permissions.allow_all) return {};
  for (auto [kind, flag] : kAllowFlags) {
    if (permissions[kind].allow.is_present()) {
      return refuse(std::format("--allow-all conflicts with {}", flag));
    }
  }
  return {};
}

bool has_permission_flag(const PermissionOptions& permissions) {
  return permissions.allow_all || permissions.permission_set ||
         std::ranges::any_of(permissions.kinds, [](const KindRules& rules) {
           return rules.allow.is_present() || rules.deny.is_present() || rules.ignore.is_present();
         });
}

constexpr std::string_view kHintedKinds[] = {"read", "write", "net", "env", "sys", "run", "ffi"};

bool looks_like_permission_flag(std::string_view argument) {
  if (argument == "--allow-all") return true;
  for (std::string_view verb : {"--allow-", "--deny-"}) {
    if (!argument.starts_with(verb)) continue;
    std::string_view name = argument.substr(verb.size());
    return std::ranges::any_of(
        kHintedKinds, [name](auto known) { return name.starts_with(known); });
  }
  return false;
}

// `bailey run main.ts --allow-read` gives the flag to the program, which is seldom what was meant.
void hint_at_late_permission_flags(CommandLine& line) {
  const std::vector<std::string>* arguments = nullptr;
  if (const auto* run = std::get_if<RunCommand>(&line.command)) arguments = &run->arguments;
  if (const auto* serve = std::get_if<ServeCommand>(&line.command)) arguments = &serve->arguments;
  if (arguments == nullptr || has_permission_flag(line.permissions)) return;
  if (!std::ranges::any_of(*arguments, looks_like_permission_flag)) return;
  line.hints.emplace_back(
      "Permission flags have likely been incorrectly set after the script argument.\n"
      "To grant permissions, set them before the script argument. For example:\n"
      "    bailey run --allow-read=. main.js");
}

// The principle behind it: no flag that changes what happens is ever ignored in silence.
Result<> answer_for_support(const Words& words, CommandLine& line) {
  for (const Occurrence& use : words.flags) {
    const Flag& flag = *use.flag;
    if (use.value && std::ranges::contains(flag.plain_values, *use.value)) continue;
    std::string text = std::format("--{}: {}", flag.name, flag.note);
    if (flag.support == Support::Refused) {
      return refuse(std::format("--{} is not available: {}", flag.name, flag.note));
    }
    if (flag.support == Support::Removed) text = flag.note;
    bool is_told = flag.support == Support::Warns || flag.support == Support::Removed;
    if (is_told && !std::ranges::contains(line.warnings, text)) {
      line.warnings.push_back(std::move(text));
    }
  }
  return {};
}

Result<> check_help_topic(const HelpCommand& help) {
  if (help.command.empty() || find_command(help.command) != nullptr) return {};
  if (const UpcomingCommand* upcoming = find_upcoming_command(help.command)) {
    return refuse(upcoming_command_text(*upcoming));
  }
  return refuse(unrecognized_command_text(help.command)
          .value_or(std::format("unrecognized subcommand '{}'", help.command)));
}

// What has to be judged once every flag is known.
Result<> finish(const Words& words, CommandLine& line) {
  BAILEY_TRY(check_allow_all(line.permissions));
  // Code on the command line is the user's own: it has every permission that is not denied.
  if (std::holds_alternative<EvalCommand>(line.command)) line.permissions.allow_all = true;
  bool asks_v8 = std::ranges::contains(line.runtime.v8_flags, "--help");
  if (words.command->needs_operand && words.operands.empty() && !asks_v8) {
    return missing_operand(words);
  }
  std::visit(Placement{words}, line.command);
  if (std::holds_alternative<DoctorCommand>(line.command) && !words.operands.empty())
    return refuse(std::format("unexpected argument '{}' found", words.operands.front()));
  const auto* info = std::get_if<InfoCommand>(&line.command);
  if (info != nullptr && info->file && line.runtime.location)
    return refuse("the argument '--location <location>' cannot be used with '<file>'");
  if (const auto* help = std::get_if<HelpCommand>(&line.command)) {
    BAILEY_TRY(check_help_topic(*help));
  }
  hint_at_late_permission_flags(line);
  return answer_for_support(words, line);
}

}  // namespace

Result<CommandLine> parse(std::span<const char* const> argv) {
  std::vector<std::string_view> raw;
  for (const char* word : argv.subspan(std::min<std::size_t>(1, argv.size()))) {
    raw.emplace_back(word);
    // The first line of a script with CRLF line ends gives its last word a '\r'.
    if (raw.back().ends_with('\r')) raw.back().remove_suffix(1);
  }
  Words words = BAILEY_TRY(sort_words(raw));
  CommandLine line;
  if (auto answer = requested_answer(words)) {
    line.command = std::move(*answer);
    return line;
  }
  if (is_idle(words)) {
    line.command = HelpCommand{};
    return line;
  }
  BAILEY_TRY(check_conflicts(words));
  line.command = words.command->make();
  if (words.is_explained) line.explain.emplace();
  for (const Occurrence& use : words.flags) {
    if (use.flag->apply != nullptr) BAILEY_TRY(use.flag->apply(line, use.value));
  }
  BAILEY_TRY(finish(words, line));
  return line;
}

std::optional<std::string> unrecognized_command(const CommandLine& line) {
  const auto* run = std::get_if<RunCommand>(&line.command);
  // A name with a dot in it is a file or a URL.
  if (run == nullptr || !run->is_bare || run->script.contains('.')) return std::nullopt;
  return unrecognized_command_text(run->script);
}

}  // namespace bailey::cli
