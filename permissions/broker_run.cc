// Broker's check of programs.
#include <algorithm>
#include <array>
#include <format>
#include <utility>
#include <vector>

#include "permissions/ascii.h"
#include "permissions/broker.h"
#include "permissions/enforce.h"
#include "permissions/lexical_path.h"
#include "permissions/refusal.h"

namespace bailey::permissions {
namespace {

// Variables that make the dynamic loader run other code than the program's, in either case, as in
// Deno.
std::vector<std::string> loader_variables(std::span<const std::string> variables) {
  std::vector<std::string> names;
  for (const std::string& name : variables) {
    auto lower = to_lower(name);
    if (lower.starts_with("ld_") || lower.starts_with("dyld_")) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

// Without these programs do not find others, the person's settings, or how to show text. Whoever
// may start a program could learn them otherwise.
constexpr std::array<std::string_view, 14> kInheritedUnasked = {"PATH", "HOME", "USER", "LOGNAME",
    "SHELL", "TERM", "COLORTERM", "LANG", "LANGUAGE", "TZ", "TMPDIR", "NO_COLOR", "FORCE_COLOR",
    "CLICOLOR"};

class ChildEnvironment : public EnvRules {
 public:
  explicit ChildEnvironment(RuleBook<EnvIndex> book) : book_(std::move(book)) {}

  bool shows(std::string_view name) const override {
    EnvRule query{.name = std::string(name)};
    State state = book_.state(query, PartialDenial::Overlook);
    bool is_unasked = std::ranges::contains(kInheritedUnasked, name) || name.starts_with("LC_");
    return state == State::Granted || (state == State::Prompt && is_unasked);
  }

 private:
  RuleBook<EnvIndex> book_;
};

}  // namespace

ChildEnvGrant Broker::child_environment() {
  if (parts_.decisions != nullptr || policy_.env.is_unlimited()) {
    return ChildEnvGrant(MintKey(), nullptr);
  }
  if (child_env_rules_ == nullptr) {
    child_env_rules_ = std::make_shared<ChildEnvironment>(policy_.env);
  }
  return ChildEnvGrant(MintKey(), child_env_rules_);
}

Result<std::string> Broker::find_program(
    const RunRequest& request, const std::string& command) const {
  std::string path;
  if (command.contains('/')) {
    bool needs_directory = !command.starts_with('/') && !request.directory;
    auto own = needs_directory ? BAILEY_TRY(parts_.paths.current_directory()) : std::string("/");
    path = normalise(request.directory.value_or(own), command);
  } else if (auto found = parts_.programs.find(command, request.search_path)) {
    path = *std::move(found);
  }
  if (command.empty() || path.empty()) {
    return fail(ErrorClass::NotFound,
        std::format("Failed to spawn '{}': entity not found", command), "ENOENT");
  }
  return path;
}

Result<> Broker::enforce_run(
    const RunRequest& request, const Program& program, std::string_view api_name) {
  // SECURITY: with LD_PRELOAD an allowed program runs any code ("loader variables need unlimited
  // run").
  auto variables = loader_variables(request.variables);
  if (!variables.empty()) {
    bool is_allowed = parts_.decisions == nullptr && policy_.run.is_unlimited();
    tell({.kind = Kind::Run,
        .outcome = is_allowed ? State::Granted : State::Denied,
        .api_name = api_name});
    if (!is_allowed) return std::unexpected(loader_variable_refusal(variables));
  }
  std::string_view shown = program.command.starts_with('/') ? program.path : program.command;
  BAILEY_TRY(enforce(policy_.run, program, PartialDenial::Overlook, {Kind::Run, shown, api_name}));
  return {};
}

Result<RunGrant> Broker::run(const RunRequest& request, std::string_view api_name) {
  std::string command(request.command);
  BAILEY_TRY(refuse_nul(command));
  // Another program that decides is asked for the whole kind first, as in Deno.
  bool may_run_all = parts_.decisions != nullptr &&
                     decide_outside({Kind::Run, std::nullopt, api_name}, {}).has_value();
  auto path = BAILEY_TRY(find_program(request, command));
  if (may_run_all) return RunGrant(MintKey(), std::move(path), {}, std::move(command));
  auto target = BAILEY_TRY(parts_.paths.resolve(path));
  Program program{.path = path, .target = target, .command = command};
  BAILEY_TRY(enforce_run(request, program, api_name));
  if (parts_.decisions == nullptr && policy_.run.is_unlimited()) target.clear();
  return RunGrant(MintKey(), std::move(path), std::move(target), std::move(command));
}

}  // namespace bailey::permissions
