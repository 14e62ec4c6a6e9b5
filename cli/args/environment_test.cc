#include "cli/args/environment.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "cli/args/parse.h"

namespace bailey::cli {
namespace {

TEST_SUITE_BEGIN("cli/args/environment");

using Texts = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

EnvironmentLookup lookup_in(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

Result<CommandLine> apply(Variables variables, std::vector<const char*> words = {"run", "s"}) {
  words.insert(words.begin(), "bailey");
  CommandLine line = parse(words).value();
  BAILEY_TRY(apply_environment(line, lookup_in(std::move(variables))));
  return line;
}

TEST_CASE("an empty environment changes nothing") {
  CommandLine line = apply({}).value();
  CHECK_FALSE(line.permissions.no_prompt);
  CHECK_FALSE(line.modules.cert);
  CHECK_FALSE(line.environment.cache_dir);
  CHECK_EQ(line.environment.color, ColorChoice::Auto);
  CHECK(line.runtime.v8_flags.empty());
  CHECK(line.warnings.empty());
}

TEST_CASE("bailey's own variable wins over Deno's, even when it is empty") {
  CHECK_EQ(apply({{"DENO_DIR", "d"}})->environment.cache_dir, "d");
  CHECK_EQ(apply({{"DENO_DIR", "d"}, {"BAILEY_DIR", "b"}})->environment.cache_dir, "b");
  CHECK_FALSE(apply({{"DENO_DIR", "d"}, {"BAILEY_DIR", ""}})->environment.cache_dir);
}

TEST_CASE("a switch is off when it is empty, 0 or false") {
  for (const char* on : {"1", "true", "yes", "2"}) {
    CHECK(apply({{"DENO_NO_PROMPT", on}})->permissions.no_prompt);
  }
  for (const char* off : {"", "0", "false"}) {
    CHECK_FALSE(apply({{"DENO_NO_PROMPT", off}})->permissions.no_prompt);
  }
  CHECK_FALSE(apply({{"DENO_NO_PROMPT", "1"}, {"BAILEY_NO_PROMPT", "0"}})->permissions.no_prompt);
}

TEST_CASE("the environment never takes a flag back") {
  CHECK(apply({{"BAILEY_NO_PROMPT", "0"}}, {"run", "--no-prompt", "s"})->permissions.no_prompt);
  CHECK_EQ(apply({{"DENO_CERT", "e"}}, {"run", "--cert=f", "s"})->modules.cert, "f");
  CHECK_EQ(apply({{"DENO_CERT", "e"}})->modules.cert, "e");
}

TEST_CASE("V8 flags of the environment come before those of the command line") {
  CHECK_EQ(apply({{"DENO_V8_FLAGS", "--a,--b"}}, {"run", "--v8-flags=--c", "s"})->runtime.v8_flags,
      Texts{"--a", "--b", "--c"});
}

TEST_CASE("NO_COLOR wins over FORCE_COLOR, and empty counts as not set") {
  auto color = [](Variables variables) { return apply(std::move(variables))->environment.color; };
  CHECK_EQ(color({{"NO_COLOR", "1"}, {"FORCE_COLOR", "1"}}), ColorChoice::Never);
  CHECK_EQ(color({{"FORCE_COLOR", "0"}}), ColorChoice::Always);
  CHECK_EQ(color({{"NO_COLOR", ""}, {"FORCE_COLOR", ""}}), ColorChoice::Auto);
}

TEST_CASE("a certificate store must be known") {
  CHECK_EQ(apply({{"DENO_TLS_CA_STORE", "system,mozilla"}})->environment.tls_ca_stores,
      Texts{"system", "mozilla"});
  CHECK_EQ(apply({{"DENO_TLS_CA_STORE", "system,x"}}).error().message,
      "Unknown certificate store \"x\" specified (allowed: \"system,mozilla\")");
}

TEST_CASE("a number of jobs that is none is told and not used") {
  CHECK_EQ(apply({{"DENO_JOBS", "3"}})->environment.jobs, 3);
  for (const char* text : {"0", "-1", "many"}) {
    CommandLine line = apply({{"BAILEY_JOBS", text}}).value();
    CHECK_FALSE(line.environment.jobs);
    CHECK_EQ(line.warnings,
        Texts{std::string("BAILEY_JOBS: '") + text + "' is not a number of threads"});
  }
}

TEST_CASE("how long a module may take is a number of seconds") {
  CHECK_EQ(apply({{"BAILEY_IMPORT_TIMEOUT", "5"}})->environment.import_timeout, 5);
  CommandLine line = apply({{"BAILEY_IMPORT_TIMEOUT", "0"}}).value();
  CHECK_FALSE(line.environment.import_timeout);
  CHECK_EQ(line.warnings, Texts{"BAILEY_IMPORT_TIMEOUT: '0' is not a number of seconds"});
}

TEST_CASE("a permission broker counts as named also by an empty variable") {
  CHECK_EQ(apply({{"DENO_PERMISSION_BROKER_PATH", "/s"}})->environment.permission_broker, "/s");
  CHECK_EQ(apply({{"BAILEY_PERMISSION_BROKER_PATH", ""}})->environment.permission_broker, "");
  CHECK_FALSE(apply({})->environment.permission_broker);
}

TEST_CASE("an audit log that bailey cannot write is an error") {
  CHECK_EQ(apply({{"DENO_AUDIT_PERMISSIONS", "a.jsonl"}})->environment.audit_log, "a.jsonl");
  CHECK(apply({{"DENO_AUDIT_PERMISSIONS", "otel"}}).error().message.contains("OpenTelemetry"));
}

TEST_CASE("a variable that would change the run and cannot is told") {
  CHECK_EQ(apply({{"DENO_COVERAGE_DIR", "c"}})->warnings,
      Texts{"DENO_COVERAGE_DIR is set: bailey cannot record coverage yet"});
}

TEST_CASE("features of the environment join those of the flags") {
  CHECK_EQ(apply({{"DENO_UNSTABLE_SLOPPY_IMPORTS", "1"}, {"DENO_UNSTABLE_RAW_IMPORTS", "1"}},
               {"run", "--sloppy-imports", "s"})
               ->runtime.unstable,
      Texts{"raw-imports", "sloppy-imports"});
}

TEST_CASE("every documented variable is looked up") {
  std::map<std::string, int> asked;
  CommandLine line;
  REQUIRE(apply_environment(line, [&](const std::string& name) {
    ++asked[name];
    return std::optional<std::string>();
  }).has_value());
  for (const EnvironmentVariable& variable : environment_variables()) {
    std::string name(variable.name);
    CAPTURE(name);
    if (variable.is_shared) {
      CHECK(asked.contains(name));
    } else {
      CHECK(asked.contains("BAILEY_" + name));
      CHECK(asked.contains("DENO_" + name));
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
