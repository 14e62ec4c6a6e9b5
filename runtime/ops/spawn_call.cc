#include "runtime/ops/spawn_call.h"

#include "permissions/broker.h"
#include "permissions/lexical_path.h"
#include "runtime/ops/process_parts.h"
#include "runtime/os/system_info.h"

namespace bailey::ops {
namespace {

using NameAndValue = std::pair<std::string, std::string>;

// The options of Deno.Command, as bailey:deno/process passes them.
struct Arguments {
  std::string command;
  std::vector<std::string> arguments;
  std::optional<std::string> directory;
  std::vector<NameAndValue> environment;
  bool clear_environment = false;
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  std::string input = "inherit";
  std::string output = "inherit";
  std::string error = "inherit";
  bool detached = false;

  static constexpr auto kFields = std::tuple{
      js::field("command", &Arguments::command),
      js::field("args", &Arguments::arguments),
      js::field("cwd", &Arguments::directory),
      js::field("env", &Arguments::environment),
      js::field("clearEnv", &Arguments::clear_environment),
      js::field("uid", &Arguments::uid),
      js::field("gid", &Arguments::gid),
      js::field("stdin", &Arguments::input),
      js::field("stdout", &Arguments::output),
      js::field("stderr", &Arguments::error),
      js::field("detached", &Arguments::detached),
  };
};

Result<os::StdioKind> stdio_kind(const std::string& name) {
  if (name == "inherit") return os::StdioKind::Inherit;
  if (name == "piped") return os::StdioKind::Piped;
  if (name == "null") return os::StdioKind::Null;
  return fail(ErrorClass::TypeError,
      "unknown variant `" + name + "`, expected one of `inherit`, `piped`, `null`");
}

Result<os::SpawnOptions> options_of(const os::Environment& environment,
    const permissions::ChildEnvGrant& inherited, Arguments& arguments) {
  os::SpawnOptions options;
  options.arguments = std::move(arguments.arguments);
  // SECURITY: a secret of the environment is not for every program.
  // tests/spec/run/child_environment.
  if (!arguments.clear_environment) options.environment = environment.for_child(inherited);
  for (auto& [name, value] : arguments.environment)
    options.environment.insert_or_assign(std::move(name), std::move(value));
  options.uid = arguments.uid;
  options.gid = arguments.gid;
  options.standard_input = BAILEY_TRY(stdio_kind(arguments.input));
  options.standard_output = BAILEY_TRY(stdio_kind(arguments.output));
  options.standard_error = BAILEY_TRY(stdio_kind(arguments.error));
  options.session = arguments.detached ? os::Session::Detached : os::Session::Shared;
  if (arguments.directory) {
    auto own = BAILEY_TRY(os::working_directory());
    options.directory = permissions::normalise(own, *arguments.directory);
  }
  return options;
}

// SECURITY: the names come from what the child really gets, not from script: LD_PRELOAD makes any
// program run any code. tests/js/deno/scoped_access_test.js.
std::vector<std::string> set_variables(const os::SpawnOptions& options) {
  std::vector<std::string> names;
  for (const auto& [name, value] : options.environment)
    if (!value.empty()) names.push_back(name);
  return names;
}

}  // namespace
}  // namespace bailey::ops

namespace bailey::js {

Result<ops::SpawnCall> FromJs<ops::SpawnCall>::from(Caller& caller, v8::Local<v8::Value> value) {
  auto arguments = BAILEY_TRY(FromJs<ops::Arguments>::from(caller, value));
  std::optional<std::string> path;
  for (const auto& [name, text] : arguments.environment)
    if (name == "PATH") path = text;
  auto& environment = caller.realm.provided<ops::ProcessParts>().environment;
  auto options =
      BAILEY_TRY(ops::options_of(environment, caller.broker().child_environment(), arguments));
  auto variables = ops::set_variables(options);
  permissions::RunRequest request{.command = arguments.command, .variables = variables};
  if (path) request.search_path = *path;
  if (!options.directory.empty()) request.directory = options.directory;
  auto program = BAILEY_TRY(caller.broker().run(request, caller.op_name()));
  options.place = caller.realm.provided<ops::ProcessParts>().limits.place_for_subprocess();
  return ops::SpawnCall{std::move(program), std::move(options)};
}

}  // namespace bailey::js
