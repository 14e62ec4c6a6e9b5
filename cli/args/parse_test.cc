#include "cli/args/parse.h"

#include <doctest/doctest.h>

#include <format>
#include <string>
#include <vector>

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/parse");

using Texts = std::vector<std::string>;
using enum AccessList::Scope;

Result<CommandLine> parse_words(std::vector<const char*> words) {
  words.insert(words.begin(), "bailey");
  return parse(words);
}

CommandLine parsed(std::vector<const char*> words) {
  auto line = parse_words(std::move(words));
  REQUIRE_MESSAGE(line.has_value(), line.error().message);
  return std::move(*line);
}

std::string refusal(std::vector<const char*> words) {
  auto line = parse_words(std::move(words));
  return line ? "" : line.error().message;
}

TEST_CASE("no argv at all, a name alone and global flags alone ask for help") {
  CHECK(std::holds_alternative<HelpCommand>(parse({})->command));
  CHECK(std::holds_alternative<HelpCommand>(parsed({}).command));
  CHECK(std::holds_alternative<HelpCommand>(parsed({"-q"}).command));
}

TEST_CASE("a script without a command runs") {
  auto run = std::get<RunCommand>(parsed({"-A", "main.ts", "x"}).command);
  CHECK(run.is_bare);
  CHECK_EQ(run.script, "main.ts");
  CHECK_EQ(run.arguments, Texts{"x"});
  CHECK_FALSE(std::get<RunCommand>(parsed({"run", "main.ts"}).command).is_bare);
}

TEST_CASE("a permission flag is absent, covers all, or has a list") {
  PermissionOptions options =
      parsed({"run", "-R", "-N=a,b", "-N=c", "--deny-env=X", "--ignore-read=/y", "x"}).permissions;
  CHECK_EQ(options[PermissionKind::Read].allow.scope, All);
  CHECK_EQ(options[PermissionKind::Read].ignore.entries, Texts{"/y"});
  CHECK_EQ(options[PermissionKind::Net].allow.scope, Listed);
  CHECK_EQ(options[PermissionKind::Net].allow.entries, Texts{"a", "b", "c"});
  CHECK_EQ(options[PermissionKind::Env].deny.entries, Texts{"X"});
  CHECK_EQ(options[PermissionKind::Run].allow.scope, Absent);
  CHECK_FALSE(options.allow_all);
}

TEST_CASE("every permission flag reaches its own list") {
  constexpr std::pair<const char*, PermissionKind> kinds[] = {{"read", PermissionKind::Read},
      {"write", PermissionKind::Write}, {"net", PermissionKind::Net}, {"env", PermissionKind::Env},
      {"sys", PermissionKind::Sys}, {"run", PermissionKind::Run}, {"ffi", PermissionKind::Ffi},
      {"import", PermissionKind::Import}};
  for (auto [name, kind] : kinds) {
    CAPTURE(name);
    std::string allow = std::format("--allow-{}=v", name);
    std::string deny = std::format("--deny-{}=w", name);
    PermissionOptions options = parsed({"run", allow.c_str(), deny.c_str(), "x"}).permissions;
    CHECK_EQ(options[kind].allow.entries, Texts{"v"});
    CHECK_EQ(options[kind].deny.entries, Texts{"w"});
    int present = 0;
    for (const KindRules& rules : options.kinds) {
      present += rules.allow.is_present() + rules.deny.is_present() + rules.ignore.is_present();
    }
    CHECK_EQ(present, 2);
  }
}

TEST_CASE("a bare allow flag yields to a list: the narrower reading is the grant") {
  for (const auto& words :
      {std::vector{"run", "-R", "-R=/x", "y"}, std::vector{"run", "-R=/x", "-R", "y"}}) {
    auto allow = parsed(words).permissions[PermissionKind::Read].allow;
    CHECK_EQ(allow.scope, Listed);
    CHECK_EQ(allow.entries, Texts{"/x"});
  }
}

TEST_CASE("a bare deny flag denies everything, whatever lists stand beside it") {
  for (const auto& words :
      {std::vector{"run", "--deny-net", "--deny-net=x", "--ignore-env", "--ignore-env=A", "y"},
          std::vector{
              "run", "--deny-net=x", "--deny-net", "--ignore-env=A", "--ignore-env", "y"}}) {
    PermissionOptions options = parsed(words).permissions;
    CHECK_EQ(options[PermissionKind::Net].deny.scope, All);
    CHECK(options[PermissionKind::Net].deny.entries.empty());
    CHECK_EQ(options[PermissionKind::Env].ignore.scope, All);
  }
}

TEST_CASE("code on the command line has every permission that is not denied") {
  CommandLine line = parsed({"eval", "--deny-net", "-R=/x", "1"});
  CHECK(line.permissions.allow_all);
  CHECK_EQ(line.permissions[PermissionKind::Net].deny.scope, All);
  CHECK_EQ(line.permissions[PermissionKind::Read].allow.scope, Absent);
  CHECK_EQ(line.warnings.size(), 1);
}

TEST_CASE("a permission set is asked for by name, the last one counts") {
  CHECK(parsed({"run", "-P", "x"}).permissions.permission_set == "");
  CHECK(parsed({"run", "-P=ci", "x"}).permissions.permission_set == "ci");
  CHECK(parsed({"run", "-Pno", "x"}).permissions.permission_set == "no");
  CHECK(parsed({"run", "--permission-set", "x"}).permissions.permission_set == "");
  CHECK(parsed({"run", "-P=a", "--permission-set=b", "x"}).permissions.permission_set == "b");
}

TEST_CASE("module flags reach their options") {
  ModuleOptions options =
      parsed({"run", "--import-map=m.json", "--no-remote", "--no-npm", "--cached-only",
                 "--reload=npm:a,jsr:b", "--lock=l", "--no-lock", "--frozen", "--cert=c",
                 "--unsafely-ignore-certificate-errors=h,i", "--ext=mts", "--preload=p", "--import",
                 "q", "--conditions=x,y", "--no-code-cache", "--config", "d.json", "s"})
          .modules;
  CHECK_EQ(options.import_map, "m.json");
  CHECK(options.no_remote);
  CHECK(options.no_npm);
  CHECK(options.cached_only);
  CHECK_EQ(options.reload.entries, Texts{"npm:a", "jsr:b"});
  CHECK_EQ(options.lock, "l");
  CHECK(options.no_lock);
  CHECK_EQ(options.frozen, true);
  CHECK_EQ(options.cert, "c");
  CHECK_EQ(options.ignore_certificate_errors.entries, Texts{"h", "i"});
  CHECK_EQ(options.extension, "mts");
  CHECK_EQ(options.preload, Texts{"p", "q"});
  CHECK_EQ(options.conditions, Texts{"x", "y"});
  CHECK(options.no_code_cache);
  CHECK_EQ(std::get<ConfigFile>(options.config).path, "d.json");
  CHECK(std::holds_alternative<NoConfig>(parsed({"run", "--no-config", "s"}).modules.config));
  CHECK(std::holds_alternative<DiscoverConfig>(parsed({"run", "s"}).modules.config));
}

TEST_CASE("flags with optional values tell absence, bareness and value apart") {
  ModuleOptions none = parsed({"run", "s"}).modules;
  CHECK_FALSE(none.lock);
  CHECK_FALSE(none.frozen);
  CHECK_EQ(none.reload.scope, Absent);
  ModuleOptions bare = parsed({"run", "--frozen", "--reload", "--lock", "--no-npm", "s"}).modules;
  CHECK_EQ(bare.lock, "deno.lock");
  CHECK_EQ(bare.reload.scope, All);
  CHECK_EQ(parsed({"run", "--frozen=false", "s"}).modules.frozen, false);
  CHECK_EQ(parsed({"run", "--frozen=false", "--frozen", "s"}).modules.frozen, true);
}

TEST_CASE("runtime flags reach their options") {
  RuntimeOptions options =
      parsed({"run", "--seed=7", "--v8-flags=--a,--b", "--v8-flags=--c", "--location=http://U@H/",
                 "--unstable-worker-options", "--sloppy-imports", "--sloppy-imports", "s"})
          .runtime;
  CHECK_EQ(options.seed, 7);
  CHECK_EQ(options.v8_flags, Texts{"--a", "--b", "--c"});
  CHECK_EQ(options.location, "http://h/");
  CHECK_EQ(options.unstable, Texts{"sloppy-imports", "worker-options"});
}

TEST_CASE("the flags of serve, eval, info and cache reach their commands") {
  auto serve = std::get<ServeCommand>(
      parsed({"serve", "--port", "0", "--host=::1", "--parallel", "s", "x"}).command);
  CHECK_EQ(serve.port, 0);
  CHECK_EQ(serve.host, "::1");
  CHECK(serve.parallel);
  CHECK_EQ(serve.script, "s");
  CHECK_EQ(serve.arguments, Texts{"x"});
  auto plain = std::get<ServeCommand>(parsed({"serve", "s"}).command);
  CHECK_EQ(plain.port, 8000);
  CHECK_EQ(plain.host, "0.0.0.0");
  auto eval = std::get<EvalCommand>(parsed({"eval", "-p", "1", "--", "x"}).command);
  CHECK(eval.print);
  CHECK_EQ(eval.code, "1");
  CHECK_EQ(eval.arguments, Texts{"x"});
  auto info = std::get<InfoCommand>(parsed({"info", "--json", "f"}).command);
  CHECK(info.json);
  CHECK_EQ(info.file, "f");
  CHECK_FALSE(std::get<InfoCommand>(parsed({"info"}).command).file);
  CHECK_EQ(std::get<CacheCommand>(parsed({"cache", "a", "b"}).command).files, Texts{"a", "b"});
}

TEST_CASE("a command line is explained when `explain` stands before it, or without its command") {
  auto bare = parsed({"explain", "--allow-read=a", "x.ts", "--json"});
  REQUIRE(bare.explain);
  CHECK(bare.explain->json);
  CHECK_EQ(std::get<RunCommand>(bare.command).script, "x.ts");
  auto serve = parsed({"explain", "--json", "-q", "serve", "--port", "80", "x.ts", "y"});
  CHECK_EQ(std::get<ServeCommand>(serve.command).port, 80);
  CHECK_EQ(std::get<ServeCommand>(serve.command).arguments, Texts{"y"});
  CHECK(serve.explain->json);
  CHECK(parsed({"explain", "serve", "--json"}).explain->json);
  CHECK(parsed({"explain", "eval", "1"}).permissions.allow_all);
  CHECK_EQ(std::get<RunCommand>(parsed({"explain", "run"}).command).script, "");
  // A program may be called so.
  CHECK_EQ(
      std::get<RunCommand>(parsed({"explain", "--allow-net", "serve"}).command).script, "serve");
  CHECK_FALSE(parsed({"run", "explain"}).explain);
  CHECK_FALSE(parsed({"serve", "x.ts"}).explain);
  CHECK_EQ(
      std::get<HelpCommand>(parsed({"explain", "serve", "--help"}).command).command, "explain");
  CHECK(refusal({"explain", "x.ts", "y"}).contains("unexpected argument 'y'"));
}

TEST_CASE("--quiet holds whatever --log-level says, and the last level counts") {
  GlobalOptions quiet = parsed({"-q", "-L", "debug", "run", "s"}).global;
  CHECK(quiet.quiet);
  CHECK_EQ(quiet.log_level, LogLevel::Debug);
  CHECK_EQ(parsed({"-L=error", "-L", "warn", "s"}).global.log_level, LogLevel::Warn);
  CHECK_EQ(parsed({"s"}).global.log_level, LogLevel::Info);
}

TEST_CASE("environment files keep their order, with .env before those that were named") {
  CHECK_EQ(parsed({"run", "--env-file=a", "--env-file", "--env=b", "s"}).global.env_files,
      Texts{".env", "a", "b"});
}

TEST_CASE("--help and --version win over flags that contradict each other") {
  auto help = std::get<HelpCommand>(parsed({"run", "--no-config", "-c", "x", "-h"}).command);
  CHECK_EQ(help.command, "run");
  CHECK_EQ(std::get<HelpCommand>(parsed({"--help=full"}).command).command, "");
  CHECK_EQ(std::get<HelpCommand>(parsed({"help", "eval"}).command).command, "eval");
  CHECK_EQ(std::get<VersionCommand>(parsed({"run", "--version"}).command).form,
      VersionCommand::Form::Full);
  CHECK_EQ(
      std::get<VersionCommand>(parsed({"-VA", "s"}).command).form, VersionCommand::Form::Short);
}

TEST_CASE("help for a command that is not there says so") {
  CHECK_EQ(refusal({"help", "rn"}), "unrecognized subcommand 'rn'");
  CHECK(refusal({"help", "ruun"}).contains("a similar subcommand exists: 'run'"));
  CHECK(refusal({"help", "fmt"}).starts_with("bailey has no 'fmt' command yet"));
}

TEST_CASE("a flag bailey cannot obey is an error, and one that matters less a warning") {
  CHECK(refusal({"run", "--watch", "s"}).starts_with("--watch is not available: "));
  CHECK(refusal({"run", "--vendor", "s"}).starts_with("--vendor is not available: "));
  CHECK_EQ(refusal({"run", "--vendor=false", "s"}), "");
  CHECK_EQ(parsed({"run", "--check", "--check=all", "s"}).warnings,
      Texts{"--check: bailey does not check types yet: the program runs unchecked"});
  CHECK(parsed({"run", "--no-check", "--node-modules-dir=none", "s"}).warnings.empty());
}

TEST_CASE("what is wrong with a command line is told before what bailey cannot do") {
  CHECK_EQ(refusal({"run", "--watch", "--nope", "s"}), "unexpected argument '--nope' found");
  CHECK_EQ(refusal({"run", "--watch", "--location=x", "s"}), "Failed to parse URL");
}

TEST_CASE("V8's own help needs no script") {
  CHECK_EQ(std::get<RunCommand>(parsed({"run", "--v8-flags=--help"}).command).script, "");
  CHECK_EQ(std::get<RunCommand>(parsed({"--v8-flags=--help"}).command).script, "");
  CHECK(refusal({"run", "--v8-flags=--x"}).starts_with("<SCRIPT> is missing"));
}

TEST_CASE("a carriage return at the end of a word is dropped") {
  auto run = std::get<RunCommand>(parsed({"run", "-A\r", "s\r", "a\r\r"}).command);
  CHECK_EQ(run.script, "s");
  CHECK_EQ(run.arguments, Texts{"a\r"});
}

TEST_CASE("a script that may be a misspelt command is recognised only when it has no dot") {
  CHECK(unrecognized_command(parsed({"runn"})).has_value());
  CHECK_FALSE(unrecognized_command(parsed({"run", "runn"})).has_value());
  CHECK_FALSE(unrecognized_command(parsed({"./runn"})).has_value());
  CHECK_FALSE(unrecognized_command(parsed({"zzz"})).has_value());
  CHECK_FALSE(unrecognized_command(parsed({"eval", "runn"})).has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
